"""The OpenAPI document: version 3.1, complete, and what the views really answer."""

import inspect
import re

import pytest
import yaml
from django.urls import get_resolver

from apps.cam import services as cam
from apps.identity import services
from apps.identity.contracts import Role
from kernel.testing import browser
from kernel.web.access import view_behind
from kernel.web.api import ApiView
from tests.architecture.urls import patterns
from tests.identity.factories import account, actor_of, employee


@pytest.fixture(scope="module")
def document():
    from drf_spectacular.generators import SchemaGenerator

    return SchemaGenerator().get_schema(request=None, public=True)


def references(part):
    if isinstance(part, dict):
        yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_the_document_is_served_as_openapi_3_1():
    served = yaml.safe_load(browser().get("/api/v1/schema/").content)

    assert served["openapi"].startswith("3.1") and served["info"]["title"] == "AICMO API"


def test_every_reference_leads_somewhere(document):
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}

    assert set(references(document)) <= known


def test_operation_ids_are_unique(document):
    ids = [op["operationId"] for path in document["paths"].values() for op in path.values() if "operationId" in op]

    assert len(ids) == len(set(ids))


def test_every_operation_says_in_a_few_words_what_it_does(document):
    told = {
        operation["operationId"]: operation.get("summary", "")
        for path in document["paths"].values()
        for operation in path.values()
    }

    assert [name for name, summary in told.items() if len(summary) < 4 or summary == name or len(summary) > 120] == []
    for path, item in document["paths"].items():
        summaries = [operation["summary"] for operation in item.values()]
        assert len(summaries) == len(set(summaries)), f"{path}: two acts, one summary"


def test_a_summary_comes_from_the_handler_the_one_facade_it_calls_or_the_view(document):
    summary = {op["operationId"]: op["summary"] for item in document["paths"].values() for op in item.values()}

    assert summary["retention_post_health"] == "Compute the health anew"
    assert summary["cam_post_imports"] == cam.import_leads.__doc__.split(";")[0]
    assert summary["cam_post_campaign_verb"].startswith("start, pause, resume or stop")


def test_every_api_view_stands_in_the_document(document):
    described = {re.sub(r"{[^}]+}", "{}", path) for path in document["paths"]}
    views = [
        "/" + re.sub(r"<[^>]+>", "{}", route)
        for route, callback in patterns(get_resolver())
        if route.startswith("api/v1/") and isinstance(view_behind(callback), type) and issubclass(view_behind(callback), ApiView)
    ]

    assert sorted(set(views) - described) == []


def test_every_operation_describes_its_success_and_its_errors(document):
    bare = [
        f"{method} {path}"
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if "application/problem+json" not in operation["responses"].get("default", {}).get("content", {})
        or not any(code.startswith("2") for code in operation["responses"])
    ]

    assert bare == []


def test_every_body_that_a_handler_reads_is_described_and_no_other(document):
    wanted, described = {}, {}
    for route, callback in patterns(get_resolver()):
        view = view_behind(callback)
        if not (route.startswith("api/v1/") and isinstance(view, type) and issubclass(view, ApiView)):
            continue
        path = "/" + re.sub(r"<(?:[^>:]+:)?([^>]+)>", r"{\1}", route)
        for method in ("post", "put", "patch", "delete"):
            if handler := getattr(view, method, None):
                code = inspect.getsource(inspect.unwrap(handler))
                kind = "multipart/form-data" if "self.upload(" in code else "application/json" if "self.body(" in code else ""
                wanted[f"{method} {path}"] = [kind] if kind else []
                described[f"{method} {path}"] = list(document["paths"][path][method].get("requestBody", {}).get("content", {}))

    assert described == wanted and sum(kinds == ["multipart/form-data"] for kinds in described.values()) == 3


def test_an_answer_is_what_the_document_says(document):
    client_id = account().id
    secret = services.issue_token(actor=actor_of(employee(Role.OWNER)), name="t", rights=("*",)).secret
    answer = browser(headers={"Authorization": f"Bearer {secret}"}).get(f"/api/v1/identity/clients/{client_id}/").json()

    schema = document["components"]["schemas"]["IdentityClientAccount"]

    assert set(answer) == set(schema["properties"]) == set(schema["required"])


def test_the_docs_page_works_under_the_content_security_policy():
    response = browser().get("/api/v1/docs/")
    page = response.content.decode()

    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == [] and "style=" not in page and "<style" not in page
    assert "script-src 'self';" in response["Content-Security-Policy"] and "unsafe" not in response["Content-Security-Policy"]
    assert re.findall(r'(?:src|href)="https?://', page) == []
    script = re.findall(r'<script src="([^"]*script[^"]*)"', page)[0]
    assert "SwaggerUIBundle" in browser().get(script.replace("&amp;", "&")).content.decode()
