# Unica. `make` alone prints this menu; docs/running.md tells the rest.
SHELL := /bin/bash
PORT ?= 8000
SITE ?= cesena
PYTHON := .venv/bin/python
export PORT

.DEFAULT_GOAL := menu
.PHONY: menu setup run dev seed test check fix bench audit crawl lock clean

menu:
	@echo "Unica: i comandi"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

setup: ## installa tutto quello che manca (pacchetti, librerie, stili, .env)
	@tools/setup.sh run

run: ## avvia i siti dimostrativi su http://localhost:8000/ (un'altra porta: make run PORT=8123)
	@tools/check_port.sh $(PORT)
	@tools/setup.sh run
	@exec $(PYTHON) tools/run.py --port $(PORT)

dev: ## come run, ma rilegge codice e modelli di pagina a ogni modifica
	@tools/check_port.sh $(PORT)
	@tools/setup.sh run
	@RELOAD_TEMPLATES=1 exec $(PYTHON) tools/run.py --port $(PORT) --reload

seed: ## carica o completa i contenuti dimostrativi, senza avviare i siti
	@tools/setup.sh run
	@$(PYTHON) tools/run.py --port $(PORT) --prepare-only

test: ## tutte le prove: SQLite, PostgreSQL, browser
	@tools/test.sh

check: ## formato, errori, piani della casa, tipi, modelli di pagina, migrazioni, sicurezza
	@tools/check.sh

fix: ## sistema da sé formato e errori semplici
	@tools/setup.sh dev
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

bench: ## misura velocità, CPU, interrogazioni e peso delle pagine (SQLite e PostgreSQL; la CPU di ogni modello: EVERY=1)
	@tools/setup.sh dev
	@$(PYTHON) -m bench$(if $(EVERY),.every)

audit: ## Lighthouse sulle pagine di un sito (un altro sito: make audit SITE=sarsina; ogni modello: EVERY=1)
	@tools/setup.sh dev
	@tools/audit.sh $(SITE) $(if $(EVERY),--every)

crawl: ## visita ogni pagina di ogni sito e segnala collegamenti rotti ed errori
	@tools/setup.sh run
	@$(PYTHON) -m tools.crawl

lock: ## riscrive gli elenchi bloccati delle librerie dopo un cambio di requirements*.txt
	@tools/lock.sh

clean: ## toglie ciò che si rifà da sé; i dati in var/ restano
	rm -rf .venv node_modules build cms/static/dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
