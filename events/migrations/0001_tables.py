"""Events are public data: a change makes a new edition of it."""

import core.texts
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels
from publications.editions import no_longer_noting, noting

PUBLIC = (
    "events_event",
)


class Migration(migrations.Migration):

    replaces = [
        ('events', '0001_events'),
    ]

    initial = True

    dependencies = [
        ('publications', '0004_public_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('programmes', '0001_tables'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('title', core.texts.TextField(blank=True)),
                    ('lead', core.texts.TextField(blank=True)),
                    ('body', core.texts.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('on_site', 'On site'), ('online', 'Online'), ('both', 'On site and online')], default='on_site', max_length=8)),
                    ('place', models.CharField(blank=True, help_text='address of the venue', max_length=200)),
                    ('online_address', models.URLField(blank=True, help_text='told only to those who have a place', max_length=300)),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('time_zone', models.CharField(default='Europe/Brussels', max_length=40)),
                    ('takes_registrations', models.BooleanField(default=True)),
                    ('registration_opens_at', models.DateTimeField(blank=True, help_text='null: once published', null=True)),
                    ('registration_closes_at', models.DateTimeField(blank=True, help_text='null: when it starts', null=True)),
                    ('places', models.PositiveIntegerField(blank=True, help_text='null: as many as come', null=True)),
                    ('has_waiting_list', models.BooleanField(default=True)),
                    ('questions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('diet', 'What should the kitchen know? (diet, allergies)'), ('access', 'What do you need to take part? (for example a sign interpreter, a step-free way)'), ('remark', 'Anything that the organisers should know')], max_length=6), blank=True, default=list, size=None)),
                    ('kept_months', models.PositiveSmallIntegerField(default=3, help_text='months after its end until the guests are forgotten')),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('cancelled', 'Cancelled')], default='draft', max_length=9)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('told_sequence', models.PositiveIntegerField(default=0, help_text='the change of which all guests were told')),
                    ('cancel_reason', core.texts.TextField(blank=True)),
                    ('guests_total', models.PositiveIntegerField(blank=True, help_text='counted when the guests were forgotten', null=True)),
                    ('attended_total', models.PositiveIntegerField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='programmes.programme')),
                    ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='events', to='programmes.theme')),
                ],
                options={
                    'ordering': ['starts_at', 'pk'],
                    'indexes': [models.Index(fields=['state', 'starts_at'], name='event_by_time')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'cancelled'])), name='event_state_known'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_later'), models.CheckConstraint(condition=models.Q(('places__isnull', True), models.Q(('places__gte', 1), ('places__lte', 10000)), _connector='OR'), name='event_places_bounded'), models.CheckConstraint(condition=models.Q(('kept_months__gte', 1), ('kept_months__lte', 24)), name='event_kept_for_a_while')],
                },
            ),
            migrations.CreateModel(
                name='Registration',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('name', models.CharField(max_length=120)),
                    ('organisation', models.CharField(blank=True, max_length=160)),
                    ('email', models.EmailField(help_text='in lower case', max_length=254)),
                    ('language', models.CharField(max_length=2)),
                    ('answers', models.JSONField(blank=True, default=dict)),
                    ('state', models.CharField(choices=[('asked', 'Not confirmed yet'), ('held', 'Has a place'), ('waiting', 'On the waiting list'), ('cancelled', 'Cancelled')], default='asked', max_length=9)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('placed_at', models.DateTimeField(blank=True, help_text='when it got its place', null=True)),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('attended_at', models.DateTimeField(blank=True, null=True)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='events.event')),
                    ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='event_registrations', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['asked_at', 'pk'],
                    'indexes': [models.Index(fields=['event', 'state', 'confirmed_at'], name='registration_order'), models.Index(fields=['email'], name='registration_address')],
                    'constraints': [models.UniqueConstraint(fields=('event', 'email'), name='registration_once_an_address'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'held', 'waiting', 'cancelled'])), name='registration_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', frozenset(['held', 'waiting'])), _negated=True), ('confirmed_at__isnull', False), _connector='OR'), name='registration_confirmed')],
                },
            ),
        ]),
        migrations.RunSQL(noting(*PUBLIC), no_longer_noting(*PUBLIC)),
    ]
