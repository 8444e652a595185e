"""Addresses of the catalogue in the admin: the inbox of the municipalities, adopting, the screens of the union."""

from django.urls import path

from services.admin import adoption_views as adoption
from services.admin import board_views as board
from services.admin import inbox_views as inbox
from services.admin.sharing_views import ShareView

urlpatterns = [
    path("novita-unione/", inbox.Inbox.as_view(), name="union_news"),
    path("novita-unione/accetta/", inbox.AcceptMany.as_view(), name="union_news_accept"),
    path("novita-unione/<int:page_id>/", inbox.Decide.as_view(), name="union_news_decide"),
    path("novita-unione/<int:page_id>/come-segue/", inbox.ChangeMode.as_view(), name="union_news_mode"),
    path("novita-unione/<int:page_id>/stacca/", inbox.Leave.as_view(), name="union_news_leave"),
    path("catalogo/quadro/", board.BoardView.as_view(), name="catalogue_board"),
    path("catalogo/quadro.csv", board.BoardExport.as_view(), name="catalogue_board_csv"),
    path("catalogo/da-scheda/", ShareView.as_view(), name="catalogue_share"),
    path("catalogo/adotta/", adoption.AdoptManyView.as_view(), name="catalogue_adopt"),
    path("catalogo/adotta/<int:page_id>/", adoption.AdoptPageView.as_view(), name="catalogue_adopt_page"),
    path("catalogo/<int:service_id>/", board.SheetView.as_view(), name="catalogue_service"),
    path("catalogo/<int:service_id>/ritira/", board.WithdrawService.as_view(), name="catalogue_withdraw"),
    path(
        "catalogo/<int:service_id>/ritira/<int:edition_id>/",
        board.WithdrawEdition.as_view(),
        name="catalogue_withdraw_edition",
    ),
]
