"""Which of these screens each role reaches (cms.guard)."""

from cms import guard, named
from services.admin.rights import AREA, runs_catalogue

UNION = {
    "catalogue_board",
    "catalogue_board_csv",
    "catalogue_share",
    "catalogue_service",
    "catalogue_withdraw",
    "catalogue_withdraw_edition",
    # Translating a shared sheet; of pages it says no, because they are judged by their body.
    "wagtail_localize:submit_snippet_translation",
    "wagtail_localize:update_translations",
    "wagtail_localize:edit_string_translation",
    "wagtail_localize:edit_override",
    "wagtail_localize:download_pofile",
    "wagtail_localize:upload_pofile",
    "wagtail_localize:stop_translation",
}
MUNICIPALITY = {
    "union_news",
    "union_news_accept",
    "union_news_decide",
    "union_news_mode",
    "union_news_leave",
    "catalogue_adopt",
    "catalogue_adopt_page",
}


def open_screens() -> None:
    """Called once, when the app is ready."""
    guard.open_area(AREA, UNION)
    guard.open_area("pages", MUNICIPALITY)
    # Shared sheets and their editions are nobody's in particular: the screen itself finds one in the other.
    named.judge("service_id", lambda user, keys: runs_catalogue(user))
    named.judge("edition_id", lambda user, keys: runs_catalogue(user))
