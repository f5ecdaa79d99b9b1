# Set-up and the commands of entente.  `make help` lists them.
#
# Everything runs in .venv, which is set up from requirements.lock when it is missing or the lock has changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := all
.PHONY: all replicate demo test test-slow lint schemas lock setup clean help

# Paths of programs stand bare in what is run.
ifneq ($(shell pwd -P | tr -cd ' \t"\047\140()<>[]{}$$;&|*?!\043\\:' | wc -c),0)
$(error The path of this folder, $(CURDIR), has a blank, quote, bracket or another sign that shells take apart: \
    move it to a path of letters, digits and . _ - +, and run make there)
endif

PYTHON ?= python3
CORES ?= $(shell env -u OMP_NUM_THREADS nproc)

include workflow/environment.mk

IN_VENV := export PATH="$(CURDIR)/.venv/bin:$$PATH";
PIP_INSTALL := .venv/bin/python -m pip -qq --disable-pip-version-check install
PIP_TOOLS := pip-tools==7.6.2
# What is made (all by default) and what differs from config/config.yaml: make TARGET=maoz2011_networks CONFIG=config/current.yaml
TARGET ?=
CONFIG ?=
REPLICATE := snakemake --cores $(CORES) $(TARGET) $(addprefix --configfile ,$(CONFIG))
DEMO := snakemake --cores $(CORES) $(TARGET) --configfile config/demo.yaml

# Exit status of the check for real data that means "nowhere to be had"; any other failure is an error.
DATA_UNAVAILABLE := 3

# Sets $python to the first interpreter that is new enough, never the one of a virtual environment, which may
# be the .venv about to be replaced.
define CHOOSE_PYTHON
python=""
for candidate in $(PYTHON) python3 python3.11 python3.12 python3.13 python3.14; do
    if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$$("$$candidate" -c 'import sys; print("%s/bin/python%d.%d" % (sys.base_prefix, *sys.version_info[:2]))')
        break
    fi
done
if [ -z "$$python" ]; then
    echo "entente needs Python 3.11 or newer, and none of $(PYTHON), python3, python3.11 … python3.14 is." >&2
    echo "Install one, or name it: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
endef

# Debian's python3 comes without what creates virtual environments: install it where we may.
define ENSURE_VENV_MODULE
if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
    package=$$(basename "$$python")-venv
    if [ "$$(id -u)" = 0 ]; then
        elevate="env"
    elif sudo -n true 2>/dev/null; then
        elevate="sudo -n env"
    else
        elevate=""
    fi
    if [ -z "$$elevate" ] || ! command -v apt-get >/dev/null; then
        echo "$$python cannot create virtual environments: it lacks the modules venv and ensurepip." >&2
        echo "On Debian run this, then make again: sudo apt-get update && sudo apt-get install $$package" >&2
        exit 1
    fi
    echo "$$python cannot create virtual environments yet: installing the Debian package $$package."
    $$elevate DEBIAN_FRONTEND=noninteractive apt-get update -qq
    $$elevate DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$package" >/dev/null
fi
endef

# Who sets up .venv holds a lock on the file that it is set up from: whoever comes second waits, and finds it done.
define ONE_AT_A_TIME
if [ ! -w . ]; then
    echo "$(CURDIR) cannot be written to, and .venv is set up in it: copy it to a folder of yours." >&2
    exit 1
fi
exec {lock}<requirements.lock
if ! flock --nonblock "$$lock"; then
    echo "Another make is setting up .venv: waiting for it."
    flock "$$lock"
fi
endef

all: setup  ## the replication where the real data can be had, otherwise the demo world
	@$(IN_VENV)
	availability=0
	python -m entente.data.retrieval --config $(or $(CONFIG),config/config.yaml) --check || availability=$$?
	case $$availability in
	    0)
	        $(REPLICATE) ;;
	    $(DATA_UNAVAILABLE))
	        echo
	        echo "The real data cannot be had (see above): running the demo world instead, into results/demo."
	        echo "Its figures and tables show invented states.  'make replicate' insists on the real data."
	        echo
	        $(DEMO) ;;
	    *)
	        exit $$availability ;;
	esac

replicate: setup  ## the replication on real data, into results/paper; stops where they cannot be had
	@$(IN_VENV)
	$(REPLICATE)

demo: setup  ## the same workflow on a synthetic world, into results/demo; needs no data
	@$(IN_VENV)
	$(DEMO)

test: setup  ## the tests; those on real data where they can be had
	@$(IN_VENV)
	pytest -n $(CORES)

test-slow: setup  ## those that take minutes: the demo world from scratch on one core gives the same bytes
	@$(IN_VENV)
	pytest -n $(CORES) -m slow

lint: setup  ## style of the package, the scripts and the workflow
	@$(IN_VENV)
	ruff check .
	ruff format --check .
	snakefmt --check Snakefile rules
	snakemake --lint

schemas: setup  ## JSON schemas of the declared files, for editors, into .schemas/
	@$(IN_VENV)
	python -m entente.data.editor_schemas .schemas

setup: .venv/package.stamp  ## only set up .venv

# Stamps are written last, so that an interrupted set-up starts again.  Some packages are built from source:
# setuptools comes first, at the locked version, for them to be built with.
.venv/lock.stamp: requirements.lock
	@$(ONE_AT_A_TIME)
	if [ $@ -nt requirements.lock ]; then exit 0; fi
	$(CHOOSE_PYTHON)
	$(ENSURE_VENV_MODULE)
	echo "Setting up .venv with $$("$$python" --version) ($$python) from requirements.lock: about a minute, once."
	rm -rf .venv
	"$$python" -m venv .venv
	sed -n '/^setuptools==/,/# via/p' requirements.lock > .venv/setuptools.lock
	$(PIP_INSTALL) --require-hashes -r .venv/setuptools.lock
	$(PIP_INSTALL) --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
	touch $@

.venv/package.stamp: .venv/lock.stamp pyproject.toml
	@$(ONE_AT_A_TIME)
	if [ $@ -nt .venv/lock.stamp ] && [ $@ -nt pyproject.toml ]; then exit 0; fi
	$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	touch $@
	echo "Set-up is complete."

lock:  ## resolve pyproject.toml into requirements.lock again, keeping versions that still fit
	@$(CHOOSE_PYTHON)
	$(ENSURE_VENV_MODULE)
	tools=$$(mktemp -d)
	trap 'rm -rf "$$tools"' EXIT
	"$$python" -m venv "$$tools"
	"$$tools/bin/python" -m pip -qq --disable-pip-version-check install "$(PIP_TOOLS)"
	CUSTOM_COMPILE_COMMAND="make lock" "$$tools/bin/pip-compile" --quiet --all-extras --build-deps-for editable \
	    --allow-unsafe --generate-hashes --strip-extras --no-emit-options --output-file requirements.lock pyproject.toml

clean:  ## remove results and caches; raw data and .venv stay
	rm -rf results
	rm -rf .schemas .snakemake .pytest_cache .hypothesis .ruff_cache

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	echo
	echo "Settings: CORES=$(CORES) (cores to use), PYTHON=$(PYTHON) (interpreter to set up with)"
