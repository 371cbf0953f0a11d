"""What the machine had found in a photo when a person decided about it."""

from django.db import models

from photos.models import Review


class Decided(models.Model):
    """A decision beside the judgement it was about.

    Kept as rows, because a judgement holds a finding for each rule: to read those of 30,000
    photos would take minutes. `has_findings` is false where the judgement of then is no longer
    known: such a decision counts for the whole, but for no rule.
    """

    review = models.OneToOneField(
        Review, on_delete=models.CASCADE, primary_key=True, related_name="decided"
    )
    standard = models.CharField(max_length=50, blank=True)
    standard_version = models.CharField(max_length=40, blank=True)
    has_findings = models.BooleanField()

    class Meta:
        verbose_name_plural = "decided"
        permissions = [("export_labels", "Can export decided photos as labels")]

    def __str__(self) -> str:
        return f"decision {self.review_id}"


class DecidedRule(models.Model):
    """A rule that the photo failed when it was decided about; `is_main` where it decided the
    verdict."""

    decided = models.ForeignKey(Decided, on_delete=models.CASCADE, related_name="rules")
    rule = models.CharField(max_length=50)
    is_main = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["rule", "is_main"], name="decided_rule_by_rule")]
        constraints = [
            models.UniqueConstraint(fields=["decided", "rule"], name="decided_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.rule} in decision {self.decided_id}"
