"""The folder that takes the mails of a demo."""

import email

from django.core.mail import EmailMessage

from core.mailfolder import EmailBackend


def letter(message_id="<one@example.org>", **kwargs):
    return EmailMessage(
        "Onderwerp é", "Text", "a@example.org", ["b@example.org"], headers={"Message-ID": message_id}
    )


def test_a_mail_sent_twice_is_one_whole_file(tmp_path):
    backend = EmailBackend(file_path=str(tmp_path / "mails"))
    assert backend.send_messages([letter()]) == 1
    assert backend.send_messages([letter()]) == 1
    (path,) = (tmp_path / "mails").iterdir()
    assert path.name == "one@example.org.eml"
    assert email.message_from_bytes(path.read_bytes()).get_payload() == "Text"


def test_a_hostile_message_id_stays_in_the_folder(tmp_path):
    folder = tmp_path / "mails"
    EmailBackend(file_path=str(folder)).send_messages([letter("<../../etc/passwd>")])
    assert [path.name for path in folder.iterdir()] == ["etcpasswd.eml"]
