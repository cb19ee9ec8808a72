"""What other programs take."""

from services.disclosure import queries, schemas
from shared.chassis.files import File
from shared.chassis.service import operation
from shared.kernel.actor import PUBLIC


class Feeds:
    """What other programs take: news, the catalogue, last days."""

    @operation(
        "GET /feeds/records.atom", permission=PUBLIC, takes=schemas.FeedOf, gives=File,
        address="/feeds/records.atom",
    )  # fmt: skip
    def feed_news(self, uow, **command):
        """订阅公开信息更新（Atom）。"""
        return queries.news(uow, **command)

    @operation(
        "GET /feeds/records.csv", permission=PUBLIC, takes=schemas.FeedOf, gives=File,
        address="/feeds/records.csv",
    )  # fmt: skip
    def feed_table(self, uow, **command):
        """下载公开信息目录（CSV）。

        At most the newest 5,000 records: narrow it by kind or unit for more.
        """
        return queries.catalogue_table(uow, **command)

    @operation(
        "GET /feeds/deadlines.ics", permission=PUBLIC, takes=schemas.FeedOf, gives=File,
        address="/feeds/deadlines.ics",
    )  # fmt: skip
    def feed_last_days(self, uow, **command):
        """订阅公开期限（iCalendar）。"""
        return queries.last_days(uow, **command)

    @operation(
        "GET /feeds/catalogue.jsonld", permission=PUBLIC, gives=File,
        address="/feeds/catalogue.jsonld",
    )  # fmt: skip
    def feed_datasets(self, uow):
        """查看数据集目录（DCAT，JSON-LD）。"""
        return queries.data_catalogue(uow)
