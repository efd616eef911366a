"""Django config of onboarding."""

from kernel import module


class OnboardingConfig(module.ModuleConfig):
    """Registers the module's signals, receivers and workers."""

    name = "apps.onboarding"
    verbose_name = "Onboarding"
