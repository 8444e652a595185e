// Of all services, those of the chosen category: without JavaScript they stand in groups.
for (const form of document.querySelectorAll('[data-services]')) {
  const { category, service } = form.elements
  const groups = [...service.querySelectorAll('optgroup')]
  const show = () => {
    const name = category.selectedOptions[0]?.textContent
    const known = groups.some((group) => group.label === name)
    for (const group of groups) {
      if (!category.value || group.label === name) service.insertBefore(group, service.lastElementChild)
      else group.remove()
    }
    if (category.value && !service.selectedOptions[0]?.closest('optgroup') && !known) service.value = ''
    service.closest('.form-field').hidden = Boolean(category.value) && !known
  }
  category.addEventListener('change', show)
  show()
}
