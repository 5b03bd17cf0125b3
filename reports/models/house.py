"""What a council sets for its packs: how they look, and what is held back from the public."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from plans.models.recorded import Recorded
from plans.models.statements import AppendOnly
from reports.palette import BRAND
from reports.rules.house import Cover


class Logo(AppendOnly, Recorded):
    """One logo as it was handed in and checked: a PNG or JPEG."""

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="+")
    content = models.BinaryField()
    content_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.width} by {self.height}"


class HouseStyle(Recorded):
    """How a council's papers look."""

    service = models.OneToOneField(
        "plans.Service", on_delete=models.PROTECT, related_name="house_style"
    )
    council = models.CharField("name of the council", max_length=120, blank=True)
    accent = models.CharField(
        "colour", max_length=7, default=BRAND, help_text=f"As {BRAND}; checked against white"
    )
    cover = models.CharField(
        max_length=10, choices={c.value: c.label for c in Cover}, default=Cover.PLAIN.value
    )
    footer = models.CharField("at the foot of every page", max_length=120, blank=True)
    logo = models.ForeignKey(Logo, on_delete=models.PROTECT, null=True, blank=True)
    logo_alt = models.CharField("what the logo says", max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(logo__isnull=True) | ~Q(logo_alt=""), name="logo_says_what_it_is"
            )
        ]

    def __str__(self) -> str:
        return self.council or "House style"


class DisclosurePolicy(Recorded):
    """What a service holds back from packs for the public."""

    service = models.OneToOneField(
        "plans.Service", on_delete=models.PROTECT, related_name="disclosure_policy"
    )
    threshold = models.PositiveSmallIntegerField(
        default=5,
        validators=[MinValueValidator(3), MaxValueValidator(20)],
        help_text="Counts from 1 to below this are held back",
    )
    keeps_zeros = models.BooleanField(
        "zeros and wholes of a caseload are shown",
        default=True,
        help_text="In tables of attributes and surveys they never are",
    )
    reason = models.TextField("whose policy it is, and why", blank=True)

    class Meta:
        verbose_name_plural = "disclosure policies"
        constraints = [
            models.CheckConstraint(
                condition=Q(threshold__gte=3, threshold__lte=20), name="disclosure_threshold"
            )
        ]

    def __str__(self) -> str:
        return f"below {self.threshold}"


class Release(AppendOnly, Recorded):
    """What was said of one typed text: fit for the public, or confidential. The one recorded last counts.

    It holds for the text as it stood: `fingerprint` is its SHA-256, and a text that was changed
    since is confidential again.
    """

    service = models.ForeignKey("plans.Service", on_delete=models.PROTECT, related_name="+")
    model = models.CharField(max_length=60, help_text='Such as "plans.update"')
    object_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    is_released = models.BooleanField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["model", "object_id", "field"], name="release_of")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}, {self.field}"
