"""Documents in an S3-compatible store, over its real protocol: nothing needs a disk that workers share."""

import boto3
import pytest
from django.core.files.storage import default_storage
from django.test import RequestFactory
from moto.server import ThreadedMotoServer

from documents import engine, rendering, serving
from documents.models import Document
from documents.states import DocumentState
from documents.storing import keep, making

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYS = {"region": "eu-west-1", "key": "portal", "secret": "only-for-this-test"}


@pytest.fixture(scope="module")
def store():
    """A store on a free port of this machine; its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(autouse=True)
def bucket(store, settings):
    """The files of this test's portal are in a bucket of that store."""
    client = boto3.client(
        "s3",
        endpoint_url=store,
        region_name=KEYS["region"],
        aws_access_key_id=KEYS["key"],
        aws_secret_access_key=KEYS["secret"],
    )
    client.create_bucket(
        Bucket="portal-files", CreateBucketConfiguration={"LocationConstraint": KEYS["region"]}
    )
    options = {
        "bucket_name": "portal-files",
        "endpoint_url": store,
        "region_name": KEYS["region"],
        "access_key": KEYS["key"],
        "secret_key": KEYS["secret"],
        "location": "portal",
    }
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "core.s3.Bucket", "OPTIONS": options}}
    yield client
    for one in client.list_objects_v2(Bucket="portal-files").get("Contents", []):
        client.delete_object(Bucket="portal-files", Key=one["Key"])
    client.delete_bucket(Bucket="portal-files")
    client.close()


def made():
    document = engine.request("probe", "thing:1", "nl", {"name": "one"})
    assert rendering.render(document.pk)
    document.refresh_from_db()
    return document


def test_a_document_is_kept_in_the_store_and_nowhere_else(bucket, settings):
    document = made()
    (stored,) = bucket.list_objects_v2(Bucket="portal-files")["Contents"]
    assert stored["Key"] == f"portal/{document.file.name}"
    assert stored["Size"] == document.size
    assert not settings.MEDIA_ROOT.exists()


def test_a_document_is_served_from_the_store_also_in_part():
    document = made()
    response = serving.respond(document, RequestFactory().get("/", headers={"Range": "bytes=1-3"}))
    assert (response.status_code, b"".join(response.streaming_content)) == (206, b"PDF")


def test_a_file_lost_from_the_store_is_made_again():
    document = made()
    default_storage.delete(document.file.name)
    with pytest.raises(serving.NotReady):
        serving.respond(document, RequestFactory().get("/"))
    assert rendering.render(document.pk)
    assert Document.objects.get().state == DocumentState.READY
    assert default_storage.exists(document.file.name)


def test_a_large_file_is_made_on_the_own_disk_and_handed_over(settings):
    with making(".zip") as target:
        target.write(b"x" * 9_000_000)
        name = keep(target, "exports/aa/one.zip")
    assert default_storage.size(name) == 9_000_000
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
