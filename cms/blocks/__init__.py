"""Blocks that several subjects use. Each page type composes its own stream from these."""

from cms.blocks.body import BodyStreamBlock
from cms.blocks.drawn import DrawnBlock
from cms.blocks.files import DocumentBlock, DocumentStreamBlock, LinkBlock, LinkStreamBlock
from cms.blocks.hours import OpeningHoursBlock, OpeningHoursStreamBlock
from cms.blocks.media import GalleryStreamBlock, ImageBlock
from cms.blocks.plain import CharBlock, VerbatimBlock
from cms.blocks.shelf import FileBlock, PictureBlock
from cms.blocks.text import (
    CalloutBlock,
    LicenceBlock,
    QuestionBlock,
    SectionBlock,
    register_office_cards,
    rich_text,
)

__all__ = [
    "BodyStreamBlock",
    "CalloutBlock",
    "CharBlock",
    "DocumentBlock",
    "DocumentStreamBlock",
    "DrawnBlock",
    "FileBlock",
    "GalleryStreamBlock",
    "ImageBlock",
    "LicenceBlock",
    "LinkBlock",
    "LinkStreamBlock",
    "OpeningHoursBlock",
    "OpeningHoursStreamBlock",
    "PictureBlock",
    "QuestionBlock",
    "SectionBlock",
    "VerbatimBlock",
    "register_office_cards",
    "rich_text",
]
