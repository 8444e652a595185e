from wagtail import hooks

from publications import viewsets


@hooks.register("register_admin_viewset")
def page_lists():
    return [
        viewsets.DocumentViewSet("documento"),
        viewsets.DocumentListViewSet("elenco-documenti"),
        viewsets.FormsFolderViewSet("cartella-moduli"),
        viewsets.FormsFolderListViewSet("elenco-cartelle-moduli"),
        viewsets.CallViewSet("bando"),
        viewsets.CallListViewSet("elenco-bandi"),
        viewsets.DatasetViewSet("dataset"),
        viewsets.DatasetListViewSet("elenco-dataset"),
        viewsets.ProjectViewSet("progetto"),
        viewsets.ProjectListViewSet("elenco-progetti"),
    ]
