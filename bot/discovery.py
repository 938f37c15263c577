"""Finding the modules of a package: how commands are added by adding a file."""

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def find_modules(package: ModuleType) -> list[ModuleType]:
    """The package's modules in order of name, without private ones."""
    return [
        import_module(f"{package.__name__}.{module.name}")
        for module in iter_modules(package.__path__)
        if not module.name.startswith("_")
    ]
