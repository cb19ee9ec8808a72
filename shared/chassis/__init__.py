"""The machinery of every service: the only place that knows nameko, kombu and the engine."""

import warnings

# eventlet announces its retirement at every import; nameko stands on it (ARCHITECTURE.md).
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
