// Everything here enhances a page that already works: each part looks for its own markup and does nothing without it.
import { dropdowns } from './dropdowns.js'
import { feedback } from './feedback.js'
import { folded } from './folded.js'
import { listen } from './listen.js'
import { loadMore } from './load-more.js'
import { menu } from './menu.js'
import { pageActions } from './page-actions.js'
import { pageIndex } from './page-index.js'
import { searchDialog } from './search-dialog.js'
import { searchResults } from './search-results.js'
import { suggest } from './suggest.js'

for (const start of [menu, searchDialog, dropdowns, pageActions, listen, pageIndex, loadMore, feedback, suggest, searchResults, folded]) start()
