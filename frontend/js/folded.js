// An address that leads to a folded answer, as those of the search do, unfolds it. Asked of the address and not of
// `:target`, which a browser may set only after this.
export const folded = () => {
  const unfold = () => document.getElementById(location.hash.slice(1))?.closest('details')?.setAttribute('open', '')
  unfold()
  addEventListener('hashchange', unfold)
}
