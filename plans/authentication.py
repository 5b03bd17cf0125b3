"""Who may sign in at all."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Model


class PositionBackend(ModelBackend):
    """Passwords as Django keeps them. What an account may do follows from its position alone."""

    def user_can_authenticate(self, user: Model) -> bool:
        """Asked at sign-in and at every page: demonstration accounts are for one's own machine."""
        return super().user_can_authenticate(user) and (settings.DEBUG or not user.is_demonstration)
