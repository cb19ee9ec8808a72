"""What every service may use: the kernel (pure), the chassis (machinery), the contracts (data)."""

RELEASE = "0.1.0"
"""The release that runs; the same as in pyproject.toml (a contract test holds them together)."""
