# Needs CPython 3.11 to 3.14 with pip, make and git; everything else goes into .venv from the lock files.

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime-installed
DEV := $(VENV)/.dev-installed
PROJECT := pyproject.toml requirements/install.sh
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

# Tests that also run with kernels that are not compiled, so that coverage sees their lines.
UNCOMPILED := tests/solver/test_edges_of_rules.py tests/solver/test_local_search.py \
	tests/solver/test_decomposition.py::test_a_split_group_inside_one_block_shifts_no_pull_of_another \
	tests/solver/test_decomposition.py::test_the_parts_share_out_all_migrations \
	tests/solver/test_contradictions.py::test_engines_that_agree_contradict_nothing \
	tests/benchmarks/test_makespan.py -k "not deterministic"

.PHONY: help demo test lint format docs bench bench-full contradictions coverage nightly answers faults mutants lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-15s%s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME) ## plan data/whitehall, print the answer and write it to out/
	@$(BIN)/planner demo --out out

test: lint ## check style and types, then run the tests on two processes
	@$(BIN)/python -m pytest -n 2 --dist worksteal

coverage: $(DEV) ## run the tests and count the lines of planner/ they run; fails below 95 %
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=
	@NUMBA_DISABLE_JIT=1 $(BIN)/python -m pytest --cov --cov-append --cov-report= $(UNCOMPILED)
	@$(BIN)/python -m tests.lines_covered

lint: $(DEV) ## check style and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

format: $(DEV) ## put the code into the house format
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

docs: $(DEV) ## write the generated pages of docs: commands, input tables, public API
	@$(BIN)/python -m planner.cli.reference > docs/commands.md
	@$(BIN)/python -c "from planner.reading import schema_markdown; print(schema_markdown(), end='')" > docs/tables.md
	@$(BIN)/python -m tests.api_page > docs/api.md

bench: $(DEV) ## compare solvers on a few instances, in minutes (RCPSP=folder for projects too)
	@$(BIN)/planner bench --out bench-results $(if $(RCPSP),--rcpsp $(RCPSP))

bench-full: $(DEV) ## compare solvers on the whole frozen set, in hours; rows, pictures and best known plans are kept in data and docs
	@$(BIN)/planner bench --set full --out data/benchmarks/results --charts docs --force \
		--best-known data/benchmarks/best_known.csv $(if $(RCPSP),--rcpsp $(RCPSP))

contradictions: $(DEV) ## compare all engines on 1,000 random tiny portfolios, in minutes (CASES=number, SEED=first)
	@$(BIN)/python -m tests.nightly.contradictions $(if $(CASES),--cases $(CASES)) $(if $(SEED),--first-seed $(SEED))

nightly: $(DEV) ## what takes longer than make test: all drawn cases, answers anew, single faults, examples, contradictions
	@PLANNER_NIGHTLY=1 $(MAKE) --no-print-directory coverage
	@$(BIN)/python -m tests.answers
	@$(BIN)/python -m tests.nightly.contributing
	@$(BIN)/python -m tests.faults
	@$(BIN)/python -m tests.mutants
	@$(MAKE) --no-print-directory contradictions

answers: $(DEV) ## write the best plans of drawn portfolios anew by brute force, after a meaning has changed on purpose
	@$(BIN)/python -m tests.answers --write

faults: $(DEV) ## inflict every single fault on a sound portfolio and print which are not named (WRITE=1 keeps the list)
	@$(BIN)/python -m tests.faults $(if $(WRITE),--write)

mutants: $(DEV) ## break every rule, cost term and flag in each of its places, and print which test notices (ONLY=words)
	@$(BIN)/python -m tests.mutants $(ONLY)

lock: ## resolve the dependencies anew (needs uv)
	$(COMPILE) --upgrade --extra viz --extra team --extra bench --extra dev -o requirements/dev.lock pyproject.toml requirements/build.in
	$(COMPILE) --upgrade --extra viz --constraint requirements/dev.lock -o requirements/runtime.lock \
		pyproject.toml requirements/build.in

clean: ## remove the environment, caches and outputs
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements/runtime.lock $(PROJECT)
	@sh requirements/install.sh $(VENV) $<
	@touch $@

$(DEV): requirements/dev.lock $(PROJECT)
	@sh requirements/install.sh $(VENV) $<
	@touch $@ $(RUNTIME)
