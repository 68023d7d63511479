from django.db import models

from agents.models import County, Officer


class TextTemplate(models.Model):
    """短信模板: a county's own words for a kind of message in one language, versioned; rows are only ever added.

    Providers of SMS send approved templates only: ``codes`` holds each one's name for these words by channel
    (``{"sms_aliyun": "SMS_123"}``). Words hold variables in braces, ``{number}``, and no personal data.
    """

    county = models.ForeignKey(County, models.PROTECT, related_name="text_templates")
    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    words = models.CharField(max_length=500)
    codes = models.JSONField(default=dict)
    effective_at = models.DateTimeField()
    # Null for those that came with a file at the command line.
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind", "language", "version"], name="one_text_template_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.county_id} {self.kind} {self.language} v{self.version}"
