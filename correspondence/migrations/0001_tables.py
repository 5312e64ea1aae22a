"""The tables of correspondence, with their indexes and constraints."""

import core.texts
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('correspondence', '0001_initial'),
        ('correspondence', '0002_hold_back_and_retry'),
        ('correspondence', '0003_letters_of_programmes'),
        ('correspondence', '0004_unsubscribe_with_one_click'),
        ('correspondence', '0005_circulars'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0001_tables'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Circular',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('about', models.CharField(max_length=120, unique=True)),
                    ('texts', models.JSONField(default=dict)),
                    ('is_held', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['-created_at'],
                },
            ),
            migrations.CreateModel(
                name='Letterhead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('programme', models.CharField(help_text='code', max_length=20, unique=True)),
                    ('sender', core.texts.TextField(blank=True, help_text='name and address, a line each')),
                    ('signature', core.texts.TextField(blank=True, help_text='who signs, a line each')),
                    ('footer', core.texts.TextField(blank=True)),
                    ('objection_days', models.PositiveSmallIntegerField(blank=True, help_text='after the day on which the letter left; empty: no objection', null=True)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('objection_days__isnull', True), ('objection_days__range', (1, 365)), _connector='OR'), name='letterhead_objection_days_in_range')],
                },
            ),
            migrations.CreateModel(
                name='LetterTemplate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('programme', models.CharField(help_text='code', max_length=20)),
                    ('kind', models.CharField(max_length=40)),
                    ('subject', core.texts.TextField(blank=True)),
                    ('body', core.texts.TextField(blank=True)),
                    ('as_pdf', models.BooleanField(default=False, help_text='the letter is a PDF, attached to the mail')),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['programme', 'kind'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'kind'), name='letter_template_once')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('about', models.CharField(blank=True, db_index=True, max_length=120)),
                    ('programme', models.CharField(blank=True, max_length=20)),
                    ('to_email', models.EmailField(max_length=254)),
                    ('language', models.CharField(max_length=2)),
                    ('subject', models.CharField(max_length=250)),
                    ('body', models.TextField()),
                    ('attachment_name', models.CharField(blank=True, max_length=120)),
                    ('state', models.CharField(choices=[('drafted', 'Drafted'), ('held', 'Held back'), ('confirmed', 'Confirmed, about to leave'), ('handed', 'Handed to the mail server'), ('sent', 'Sent'), ('failed', 'Could not be sent'), ('unknown', 'Not known whether it left'), ('cancelled', 'Cancelled')], default='drafted', max_length=12)),
                    ('dedupe_key', models.CharField(help_text='the same mail is never written twice', max_length=150, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('next_attempt_at', models.DateTimeField(blank=True, null=True)),
                    ('error', models.TextField(blank=True)),
                    ('is_secret', models.BooleanField(default=False, help_text='its text is forgotten once it has been sent')),
                    ('letter', models.CharField(blank=True, help_text='kind of letter that it was written from', max_length=40)),
                    ('values', models.JSONField(blank=True, default=dict, help_text="of the letter's placeholders")),
                    ('gaps', models.JSONField(blank=True, default=list, help_text='placeholders that lack a value')),
                    ('wording', models.CharField(blank=True, help_text='revision of the words it came from', max_length=16)),
                    ('is_fallback', models.BooleanField(default=False, help_text="there are no words in the reader's language")),
                    ('as_pdf', models.BooleanField(default=False)),
                    ('objection_days', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('objection_until', models.DateTimeField(blank=True, help_text='set when it is confirmed', null=True)),
                    ('time_zone', models.CharField(blank=True, help_text='in which its days end', max_length=50)),
                    ('handed_at', models.DateTimeField(blank=True, help_text='when the mail server got its last byte', null=True)),
                    ('opened_at', models.DateTimeField(blank=True, help_text='by its recipient, in the portal', null=True)),
                    ('retries', models.PositiveSmallIntegerField(default=0, help_text='times a person had it tried again')),
                    ('unsubscribe_url', models.CharField(blank=True, help_text='of a mail that its reader may have stopped with one click', max_length=300)),
                    ('attachment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                    ('circular', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='correspondence.circular')),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-created_at'],
                    'indexes': [models.Index(fields=['programme', 'state', '-created_at'], name='message_outbox'), models.Index(condition=models.Q(('state', 'confirmed')), fields=['created_at'], name='message_waiting')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['drafted', 'held', 'confirmed', 'handed', 'sent', 'failed', 'unknown', 'cancelled'])), name='message_state_known')],
                },
            ),
        ]),
    ]
