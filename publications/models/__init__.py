"""What the administration publishes: documents, calls, datasets, projects with European money."""

from publications.models.calls import CallIndexPage, CallPage
from publications.models.datasets import DatasetPage
from publications.models.documents import DocumentPage, DocumentsIndexPage, DocumentTypePage, FormsFolderPage
from publications.models.projects import ProjectPage, ProjectsIndexPage

__all__ = [
    "CallIndexPage",
    "CallPage",
    "DatasetPage",
    "DocumentPage",
    "DocumentTypePage",
    "DocumentsIndexPage",
    "FormsFolderPage",
    "ProjectPage",
    "ProjectsIndexPage",
]
