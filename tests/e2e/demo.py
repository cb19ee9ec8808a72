"""`make demo`: walk through the main job on a running system and tell it."""

import sys

from rich.console import Console

from tests.e2e.client import Town
from tests.e2e.story import Story


def main() -> None:
    """Tell the story against the gateway named on the command line."""
    console = Console(highlight=False, soft_wrap=True)
    story = Story(Town(sys.argv[1]), say=lambda text: console.print(f"  {text}", markup=False))
    for chapter in Story.CHAPTERS:
        console.rule(f"[bold]{chapter.__doc__}", align="left")
        chapter(story)
    console.print("[bold green]全程走通。[/] 以上人员、文号均为示例。")


if __name__ == "__main__":
    main()
