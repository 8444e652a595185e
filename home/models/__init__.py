"""The front page, the pages that gather (topics, site map) and the plain content page."""

from home.models.front import HomePage, ThematicSitesPage, UsefulService
from home.models.plain import InfoPage, SitemapPage
from home.models.topics import TopicPage, TopicsIndexPage

__all__ = ["HomePage", "InfoPage", "SitemapPage", "ThematicSitesPage", "TopicPage", "TopicsIndexPage", "UsefulService"]
