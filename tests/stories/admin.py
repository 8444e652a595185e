"""The forms of the admin, filled in as an editor does: helpers that several stories use."""

import re

from playwright.sync_api import Page, expect


def write(page: Page, name: str, text: str) -> None:
    """Put a text in the place of that of a rich field; it reaches the form a moment after it is typed."""
    field = page.locator(f'[data-contentpath="{name}"]')
    field.locator('[contenteditable="true"]').click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.type(text)
    expect(field.locator(f'input[name="{name}"]')).to_have_value(re.compile(re.escape(text[-20:])))


def tick(page: Page, name: str, label: str) -> None:
    """Choose one of many."""
    page.locator(f'[data-contentpath="{name}"]').get_by_label(label, exact=True).check()


def add_a_file(page: Page, name: str, title: str, file: dict) -> None:
    """A new row of a field of files: the file is sent from here."""
    field = page.locator(f'[data-contentpath="{name}"]').first
    field.get_by_role("button", name="Inserisci un blocco").last.click()
    field.get_by_label("Nome").last.fill(title)
    field.get_by_role("button", name="Scegli un documento").last.click()
    dialog = page.locator(".modal-body")
    dialog.get_by_role("tab", name="Carica").click()
    dialog.locator('input[type="file"]').set_input_files(file)
    dialog.get_by_label("Titolo").fill(title)
    dialog.get_by_role("button", name="Carica", exact=True).click()
    expect(dialog).to_have_count(0)


def save(page: Page) -> None:
    page.get_by_role("button", name="Salva bozza").click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="Altre azioni").click()
    page.locator('button[name="action-publish"]').click()


def succeeded(page: Page, words: str) -> None:
    """The admin says that it has been done."""
    expect(page.locator(".messages .success").first).to_contain_text(re.compile(words, re.I))
