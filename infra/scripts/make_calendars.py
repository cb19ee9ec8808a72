"""Write infra/data/calendars/<year>.json from the `chinesecalendar` package (development only).

python -m infra.scripts.make_calendars
"""

import json
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar import constants

FOLDER = Path(__file__).parents[1] / "data" / "calendars"
SOURCE = "国务院办公厅各年放假安排通知，经 chinesecalendar 1.11.0（MIT）整理"


def table(year: int) -> dict[str, object]:
    """Return the year's weekday holidays and weekend workdays with their Chinese reasons."""
    names = {holiday.value: holiday.chinese for holiday in constants.Holiday}
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    days = [day for day in days if day.year == year]
    off = {d: names[constants.holidays[d]] for d in days if d in constants.holidays}
    work = {d: f"{names[constants.workdays[d]]}调休上班" for d in days if d in constants.workdays}
    return {
        "year": year,
        "official": True,
        "source": SOURCE,
        "off": {str(day): why for day, why in off.items()},
        "work": {str(day): why for day, why in work.items()},
    }


def main() -> None:
    """Write all years that the package knows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for year in sorted({day.year for day in constants.holidays}):
        text = json.dumps(table(year), ensure_ascii=False, indent=2)
        (FOLDER / f"{year}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
