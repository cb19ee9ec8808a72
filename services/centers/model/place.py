"""Where people are served: centers, stations, windows."""

from dataclasses import dataclass

from shared.kernel.errors import Invalid
from shared.kernel.events import Aggregate


@dataclass(frozen=True)
class Window:
    """One window and what it serves; no skills means everything."""

    number: str
    name: str
    skills: tuple[str, ...] = ()


@dataclass(kw_only=True, eq=False)
class Place(Aggregate):
    """A center (街道综合便民服务中心), a service station or a social-work station."""

    id: str
    kind: str
    name: str
    path: str
    address: str
    phone: str
    area_m2: int
    serves: tuple[str, ...]
    windows: tuple[Window, ...]
    sample: bool = False
    version: int = 0

    def check(self, *, least_area: int) -> None:
        """Refuse a center that is too small (seed: at least 800 m²)."""
        if self.kind == "center" and self.area_m2 < least_area:
            raise Invalid(
                "centers.center_too_small",
                f"街道综合便民服务中心不得少于 {least_area} 平方米，现为 {self.area_m2} 平方米。",
                least=least_area,
                area=self.area_m2,
            )
