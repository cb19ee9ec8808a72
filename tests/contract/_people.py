"""The people of the stories, by what they are: for the tables of who may do what."""

from shared.testing.actors import stories

ANYBODY = frozenset(stories())
EVERYBODY = ANYBODY - {"reader"}

RESIDENTS = {"wang_xiuying", "li_wei"}
PROXY = {"daiban"}
WINDOWS = {"chuangkou", "gongping_window"}
STREET_STAFF = {"liucheng", "gongping"}
STREET_LEADERS = {"liucheng_leader", "gongping_leader"}
DEPARTMENT_STAFF = {"minzheng", "renshe"}
DEPARTMENT_LEADERS = {"minzheng_leader", "renshe_leader"}
COMMAND = {"zhihui"}
HALL, MACHINE = {"dating"}, {"quhaoji"}

OFFICIALS = STREET_STAFF | STREET_LEADERS | DEPARTMENT_STAFF | DEPARTMENT_LEADERS | COMMAND
CASE_READERS = RESIDENTS | PROXY | WINDOWS | OFFICIALS | {"chengban", "fuzeren", "chujian"}
HANDS_IN = RESIDENTS | PROXY | WINDOWS
FIGURE_READERS = OFFICIALS | {"fuzeren"}
REVIEWERS = {"chengban"}
ANSWERS_RATINGS = STREET_STAFF | DEPARTMENT_STAFF
DECIDERS = {"fuzeren"} | DEPARTMENT_LEADERS
REFERS = PROXY | WINDOWS | STREET_STAFF

PUBLISHERS, APPROVERS = {"gongkai"}, {"gongkai_leader"}
RECORD_READERS = (PUBLISHERS | APPROVERS | COMMAND | STREET_STAFF | DEPARTMENT_STAFF
                  | {"auditor"})  # fmt: skip
ASKS = RESIDENTS | PUBLISHERS
"""Who asks for information: residents; for one who wrote on paper, the office that enters it."""
