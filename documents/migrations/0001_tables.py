"""The tables of documents, with their indexes and constraints."""

import django.db.models.deletion
import django.utils.timezone
import documents.numbers
import uuid
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('documents', '0001_initial'),
        ('documents', '0002_claims_and_back_off'),
        ('documents', '0003_batches'),
        ('documents', '0004_queues_use_and_progress'),
        ('documents', '0005_numbers'),
        ('documents', '0006_lost_files'),
        ('documents', '0007_recent_pace'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('ready', 'Ready'), ('failed', 'Failed'), ('stopped', 'Stopped')], default='waiting', max_length=7)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('attempts', models.PositiveSmallIntegerField(default=0, help_text='turns that did not end well')),
                    ('claim', models.UUIDField(editable=False, help_text='of the worker that has it now', null=True)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('touched_at', models.DateTimeField(default=django.utils.timezone.now, help_text='the last sign of life of its worker')),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('file', models.FileField(blank=True, max_length=200, upload_to='')),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('size', models.PositiveBigIntegerField(blank=True, help_text='bytes', null=True)),
                    ('error', models.TextField(blank=True)),
                    ('creation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('parameters', models.JSONField(default=dict)),
                    ('form', models.CharField(choices=[('zip', 'ZIP with a file for each'), ('pdf', 'One PDF to print')], default='zip', max_length=3)),
                    ('title', models.CharField(max_length=200)),
                    ('language', models.CharField(help_text='of the person who asks', max_length=2)),
                    ('total', models.PositiveIntegerField(default=0, help_text='items')),
                    ('failures', models.PositiveIntegerField(default=0, help_text='items that could not be made, once it ended')),
                    ('handed_at', models.DateTimeField(blank=True, help_text='given to be written as a file', null=True)),
                    ('seen_at', models.DateTimeField(blank=True, help_text='the owner saw that it ended', null=True)),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['owner', '-asked_at'], name='batch_of_owner'), models.Index(condition=models.Q(('state', 'waiting')), fields=['touched_at'], name='batch_waiting')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'failed', 'stopped'])), name='batch_state_known'), models.CheckConstraint(condition=models.Q(('form__in', ['zip', 'pdf'])), name='batch_form_known'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('finished_at__isnull', False), _connector='OR'), name='batch_ended_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='batch_ready_is_whole')],
                },
            ),
            migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('number', models.CharField(default=documents.numbers.new_number, editable=False, max_length=12, unique=True)),
                    ('kind', models.CharField(max_length=40)),
                    ('subject', models.CharField(max_length=120)),
                    ('language', models.CharField(max_length=2)),
                    ('template_revision', models.CharField(max_length=64)),
                    ('data_hash', models.CharField(max_length=64)),
                    ('data', models.JSONField()),
                    ('state', models.CharField(choices=[('queued', 'Waiting'), ('rendering', 'In the making'), ('ready', 'Ready'), ('failed', 'Failed'), ('expired', 'Not kept any more'), ('withdrawn', 'Withdrawn')], default='queued', max_length=12)),
                    ('programme', models.CharField(blank=True, help_text='whose staff sees what went wrong', max_length=30)),
                    ('is_bulk', models.BooleanField(default=False, help_text='nobody waits for it: made by the bulk workers')),
                    ('attempts', models.PositiveSmallIntegerField(default=0, help_text='times that a worker took it up')),
                    ('failures', models.PositiveSmallIntegerField(default=0, help_text='times that it went wrong')),
                    ('claim', models.UUIDField(editable=False, help_text='of the worker that makes it now', null=True)),
                    ('due_at', models.DateTimeField(default=django.utils.timezone.now, help_text='not taken up before')),
                    ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('used_at', models.DateTimeField(default=django.utils.timezone.now, help_text='last asked for or handed over, by the day')),
                    ('stale_at', models.DateTimeField(blank=True, help_text='when its subject changed, until that was looked at', null=True)),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('file', models.FileField(blank=True, max_length=200, upload_to='')),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('size', models.PositiveIntegerField(blank=True, help_text='bytes', null=True)),
                    ('error', models.TextField(blank=True)),
                    ('done', models.PositiveIntegerField(default=0, help_text='steps made, of a kind that tells them')),
                    ('total', models.PositiveIntegerField(default=0, help_text='steps to make; 0 when it tells none')),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'subject', 'language', '-requested_at'], name='document_newest'), models.Index(condition=models.Q(('state__in', ['queued', 'rendering'])), fields=['requested_at'], name='document_waiting'), models.Index(condition=models.Q(('stale_at__isnull', False)), fields=['-stale_at'], name='document_stale'), models.Index(condition=models.Q(('state', 'failed')), fields=['-finished_at'], name='document_failed'), models.Index(condition=models.Q(('state', 'ready')), fields=['-finished_at'], name='document_made'), models.Index(condition=models.Q(('state', 'ready')), fields=['used_at'], name='document_kept')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('kind', 'subject', 'language', 'template_revision', 'data_hash'), name='document_once'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'rendering', 'ready', 'failed', 'expired', 'withdrawn'])), name='document_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('sha256', ''), _negated=True), _connector='OR'), name='document_ready_is_whole')],
                },
            ),
            migrations.CreateModel(
                name='BatchItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('key', models.CharField(max_length=120)),
                    ('language', models.CharField(max_length=2)),
                    ('name', models.CharField(help_text='of the file, without its ending', max_length=120)),
                    ('label', models.CharField(blank=True, help_text='what it is about, for people', max_length=200)),
                    ('state', models.CharField(choices=[('waiting', 'Waiting'), ('asked', 'In the making'), ('made', 'Made'), ('failed', 'Failed'), ('left_out', 'Left out')], default='waiting', max_length=8)),
                    ('made_at', models.DateTimeField(help_text='when it was found made; null where it was there', null=True)),
                    ('losses', models.PositiveSmallIntegerField(default=0, help_text='times that its stored file was not there')),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='documents.batch')),
                    ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='documents.document')),
                ],
                options={
                    'indexes': [models.Index(fields=['batch', 'state', 'position'], name='batch_item_state')],
                    'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='batch_item_in_place'), models.UniqueConstraint(fields=('batch', 'key', 'language'), name='batch_item_once'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'asked', 'made', 'failed', 'left_out'])), name='batch_item_state_known')],
                },
            ),
        ]),
    ]
