"""Cards and boards of the partner search are public data: a change makes a new edition of it."""

import core.texts
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels
from publications.editions import no_longer_noting, noting

PUBLIC = (
    "ideas_card",
    "ideas_board",
)


class Migration(migrations.Migration):

    replaces = [
        ('ideas', '0001_partner_search'),
    ]

    initial = True

    dependencies = [
        ('publications', '0004_public_changes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('calls', '0001_tables'),
        ('projects', '0001_tables'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Board',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('is_on', models.BooleanField(default=False)),
                    ('call', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='partner_search', to='calls.call')),
                ],
                options={
                    'ordering': ['pk'],
                },
            ),
            migrations.CreateModel(
                name='Card',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('creation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('kind', models.CharField(choices=[('idea', 'Idea that looks for partners'), ('offer', 'Organisation that offers itself')], max_length=5)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('withdrawn', 'Withdrawn'), ('ended', 'Ended')], default='draft', max_length=9)),
                    ('title', core.texts.TextField(blank=True)),
                    ('text', core.texts.TextField(blank=True)),
                    ('organisation', models.CharField(max_length=250)),
                    ('country', models.CharField(help_text='of the organisation; ISO 3166, Greece is EL', max_length=2)),
                    ('region', models.CharField(blank=True, help_text='of the organisation; NUTS code', max_length=5)),
                    ('objectives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                    ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                    ('regions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                    ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('revision', models.PositiveIntegerField(default=1)),
                    ('wants_notices', models.BooleanField(default=False)),
                    ('notified_until', models.DateTimeField(blank=True, null=True)),
                    ('look', models.CharField(choices=[('none', 'Not reported'), ('waiting', 'Reported, hidden until looked at'), ('cleared', 'Looked at, shown'), ('hidden', 'Hidden by the secretariat')], default='none', max_length=8)),
                    ('look_reason', models.TextField(blank=True, help_text='of the secretariat, told to who wrote the card')),
                    ('looked_revision', models.PositiveIntegerField(default=0, help_text='that the secretariat has seen')),
                    ('turned_at', models.DateTimeField(blank=True, help_text='into a draft proposal', null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='calls.call')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='born_of', to='projects.project')),
                ],
                options={
                    'ordering': ['-published_at', '-pk'],
                    'indexes': [models.Index(fields=['call', 'state', '-published_at'], name='card_by_call'), django.contrib.postgres.indexes.GinIndex(fields=['objectives'], name='card_by_objective')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['idea', 'offer'])), name='card_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published', 'withdrawn', 'ended'])), name='card_state_known'), models.CheckConstraint(condition=models.Q(('look__in', ['none', 'waiting', 'cleared', 'hidden'])), name='card_look_known'), models.CheckConstraint(condition=models.Q(('roles__contained_by', ['lead', 'partner', 'associated'])), name='card_roles_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='card_published_when')],
                },
            ),
            migrations.CreateModel(
                name='Contact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('organisation', models.CharField(help_text='of who asks', max_length=250)),
                    ('country', models.CharField(max_length=2)),
                    ('region', models.CharField(blank=True, max_length=5)),
                    ('role', models.CharField(choices=[('lead', 'Lead partner'), ('partner', 'Partner'), ('associated', 'Associated partner')], help_text='that who asks would take, or wants', max_length=10)),
                    ('owner_shares_at', models.DateTimeField(blank=True, null=True)),
                    ('asker_shares_at', models.DateTimeField(blank=True, null=True)),
                    ('may_lead_at', models.DateTimeField(blank=True, help_text='since when who asked may turn the idea into a draft, and lead it', null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('last_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='ideas.card')),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-last_at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('card', 'asker'), name='contact_once'), models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'partner', 'associated'])), name='contact_role_known')],
                },
            ),
            migrations.CreateModel(
                name='ContactMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(unique=True)),
                    ('text', models.TextField()),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='ideas.contact')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('revision', models.PositiveIntegerField()),
                    ('reason', models.CharField(choices=[('false', 'It is not true, or not about a project'), ('advert', 'It advertises or sells something'), ('person', 'It names or harms a person'), ('other', 'Something else')], max_length=6)),
                    ('words', models.TextField(blank=True)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='ideas.card')),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('card', 'by', 'revision'), name='report_once'), models.CheckConstraint(condition=models.Q(('reason__in', ['false', 'advert', 'person', 'other'])), name='report_reason_known')],
                },
            ),
        ]),
        migrations.RunSQL(noting(*PUBLIC), no_longer_noting(*PUBLIC)),
    ]
