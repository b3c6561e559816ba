"""Who says which weapons went from whom to whom, who denies it, and where that is written."""

__version__ = "0.1.0"
