from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PlansConfig(AppConfig):
    name = "plans"

    def ready(self) -> None:
        from plans.guards import prepare

        connection_created.connect(prepare, dispatch_uid="plans.guards")
