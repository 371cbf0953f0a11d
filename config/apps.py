from django.apps import AppConfig
from django.core.checks import Tags, register

from access.checks import proxies_are_networks, rates_are_known, sign_on_is_whole
from config import bucket_checks, checks


class ConfigConfig(AppConfig):
    name = "config"
    verbose_name = "Sameframe"

    def ready(self) -> None:
        """Bad settings are told before the site starts."""
        register(checks.secret_key_is_set, Tags.security, checks.TAG)
        register(checks.secret_key_is_strong, Tags.security, checks.TAG)
        register(checks.metrics_token_is_strong, Tags.security, checks.TAG)
        register(checks.private_files_are_private, Tags.security, checks.TAG)
        register(checks.standard_is_known, checks.TAG)
        register(checks.networks_are_whole, checks.TAG)
        register(checks.origins_are_whole, checks.TAG)
        register(bucket_checks.nginx_has_the_files, checks.TAG)
        register(bucket_checks.bucket_is_as_it_should_be, Tags.security, checks.TAG, deploy=True)
        register(rates_are_known, checks.TAG)
        register(proxies_are_networks, Tags.security, checks.TAG)
        register(sign_on_is_whole, Tags.security, checks.TAG)
