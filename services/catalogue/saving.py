"""Saving a page that is changed beside its form: what is public, and the draft that somebody may have begun."""

from collections.abc import Callable


def lock(page):
    """The page as it stands, kept from others until the transaction ends."""
    model = type(page)
    model.objects.select_for_update(of=("self",)).get(pk=page.pk)
    return model.objects.get(pk=page.pk)


def change(page, apply: Callable, user) -> None:
    """Apply a change to what is public and, where somebody has a draft, to the draft as well: neither is lost.

    `apply(version)` changes a version in memory. Call it on a locked page.
    """
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    apply(page)
    store(page, user)
    if draft is not None:
        apply(draft)
        draft.save_revision(user=user, clean=False)


def store(page, user) -> None:
    """Save what is public, with a version in the history; a page that is offline stays offline."""
    if page.live:
        page.publish(page.save_revision(user=user, clean=False), user=user, skip_permission_checks=True)
    else:
        page.save(clean=False)
        page.save_revision(user=user, clean=False)


def change_draft(page, apply: Callable, user):
    """Apply a change to a new draft: for who writes and does not publish."""
    draft = page.get_latest_revision_as_object()
    apply(draft)
    return draft.save_revision(user=user, clean=False)
