"""The tables of accounts, with their indexes and constraints."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('accounts', '0001_initial'),
        ('accounts', '0002_attempts'),
        ('accounts', '0003_reminders'),
        ('accounts', '0004_saved_views'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                    ('name', models.CharField(blank=True, max_length=150, verbose_name='name')),
                    ('language', models.CharField(default='en', max_length=2, verbose_name='language of mails')),
                    ('wants_reminders', models.BooleanField(default=True, verbose_name='remind me of deadlines by mail')),
                    ('is_active', models.BooleanField(default=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now)),
                    ('erased_at', models.DateTimeField(blank=True, null=True)),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.CheckConstraint(condition=models.Q(('language__in', ['nl', 'fr', 'en'])), name='user_language_known')],
                },
            ),
            migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=64)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'indexes': [models.Index(fields=['key', 'at'], name='attempt_by_key')],
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('programme', models.CharField(blank=True, max_length=20)),
                    ('page', models.CharField(max_length=40)),
                    ('name', models.CharField(max_length=60)),
                    ('query', models.CharField(blank=True, max_length=2000)),
                    ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('default_for', models.ManyToManyField(blank=True, related_name='default_views', to=settings.AUTH_USER_MODEL)),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['page', 'programme'], name='saved_view_shared')],
                    'constraints': [models.UniqueConstraint(fields=('owner', 'programme', 'page', 'name'), name='saved_view_named_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_view_has_name')],
                },
            ),
            migrations.CreateModel(
                name='TrailEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('chain', models.CharField(max_length=100)),
                    ('sequence', models.PositiveIntegerField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('action', models.CharField(max_length=60)),
                    ('old', models.JSONField(null=True)),
                    ('new', models.JSONField(null=True)),
                    ('note', models.TextField(blank=True)),
                    ('request_id', models.CharField(blank=True, max_length=64)),
                    ('previous_hash', models.CharField(blank=True, max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                    ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['chain', 'sequence'],
                    'indexes': [models.Index(fields=['-at'], name='trail_by_time'), models.Index(fields=['actor', '-at'], name='trail_by_actor')],
                    'constraints': [models.UniqueConstraint(fields=('chain', 'sequence'), name='trail_numbered_once')],
                },
            ),
        ]),
        pgtrigger.migrations.AddTrigger(
            model_name='trailentry',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='87c791b5ba91c52ccf0b1a06bb53a8829d340403', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7b076', table='accounts_trailentry', when='BEFORE')),
        ),
    ]
