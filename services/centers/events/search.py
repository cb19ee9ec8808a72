"""Facts of taking cases out of the house."""

from shared.kernel.events import Fact, fact


@fact("centers.export.made", label="批量导出办件")
class ExportMade(Fact):
    """Somebody took a masked list of cases away; why stands in the export's own record."""

    export_id: str
    path: str
    rows: int
    form: str
    sha256: str
