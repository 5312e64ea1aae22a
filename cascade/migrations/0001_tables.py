"""Schemes and sub-grants are public data: a change makes a new edition of it."""

import core.texts
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels
from publications.editions import no_longer_noting, noting

PUBLIC = (
    "cascade_scheme",
    "cascade_schemetheme",
    "cascade_subcall",
    "cascade_subgrant",
    "cascade_subgrantee",
)


class Migration(migrations.Migration):

    replaces = [
        ('cascade', '0001_schemes_and_sub_grants'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('calls', '0001_tables'),
        ('projects', '0001_tables'),
        ('publications', '0004_public_changes'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Scheme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40, unique=True)),
                    ('kind', models.CharField(choices=[('cascade', 'Cascade funding'), ('small_project_fund', 'Small project fund')], default='cascade', max_length=20)),
                    ('title', core.texts.TextField(blank=True)),
                    ('total_budget', models.DecimalField(decimal_places=2, help_text='EUR that all sub-grants together may take', max_digits=14)),
                    ('max_grant', models.DecimalField(blank=True, decimal_places=2, help_text='EUR of one sub-grant at most', max_digits=14, null=True)),
                    ('rate', models.DecimalField(decimal_places=2, help_text='percent of eligible cost at most', max_digits=5)),
                    ('max_months', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('target_projects', models.PositiveIntegerField(blank=True, help_text='at least', null=True)),
                    ('target_companies', models.PositiveIntegerField(blank=True, help_text='at least', null=True)),
                    ('source', models.CharField(blank=True, help_text='where these facts are stated', max_length=300)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('operation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schemes', to='publications.publication')),
                ],
                options={
                    'ordering': ['operation', 'code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['cascade', 'small_project_fund'])), name='scheme_kind_known'), models.CheckConstraint(condition=models.Q(('total_budget__gt', 0)), name='scheme_has_money'), models.CheckConstraint(condition=models.Q(('rate__gt', 0), ('rate__lte', 100)), name='scheme_rate_to_100'), models.CheckConstraint(condition=models.Q(('max_grant__isnull', True), ('max_grant__gt', 0), _connector='OR'), name='scheme_max_grant_positive'), models.CheckConstraint(condition=models.Q(('max_months__isnull', True), models.Q(('max_months__gte', 1), ('max_months__lte', 999)), _connector='OR'), name='scheme_1_to_999_months')],
                },
            ),
            migrations.CreateModel(
                name='SchemeTheme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('title', core.texts.TextField(blank=True)),
                    ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='cascade.scheme')),
                ],
                options={
                    'ordering': ['scheme', 'position'],
                    'constraints': [models.UniqueConstraint(fields=('scheme', 'code'), name='scheme_theme_once'), models.UniqueConstraint(fields=('scheme', 'position'), name='scheme_theme_place_once')],
                },
            ),
            migrations.CreateModel(
                name='SubCall',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('call', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sub_call', to='calls.call')),
                    ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('scheme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sub_calls', to='cascade.scheme')),
                ],
                options={
                    'ordering': ['scheme', 'call__opens_at'],
                },
            ),
            migrations.CreateModel(
                name='SubGrant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=60, unique=True)),
                    ('acronym', models.CharField(max_length=100)),
                    ('title', core.texts.TextField(blank=True)),
                    ('summary', core.texts.TextField(blank=True)),
                    ('eligible_cost', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('grant', models.DecimalField(decimal_places=2, max_digits=14)),
                    ('start_date', models.DateField()),
                    ('end_date', models.DateField()),
                    ('decided_on', models.DateField()),
                    ('published_at', models.DateTimeField(blank=True, help_text='empty: not public', null=True)),
                    ('first_published_at', models.DateTimeField(blank=True, help_text='names of natural persons go two years later', null=True)),
                    ('version_hash', models.CharField(blank=True, help_text='of the version that was awarded', max_length=64)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), blank=True, default=list, size=None)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('project', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sub_grant', to='projects.project')),
                    ('sub_call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sub_grants', to='cascade.subcall')),
                    ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sub_grants', to='cascade.schemetheme')),
                ],
                options={
                    'ordering': ['-decided_on', 'code'],
                    'indexes': [models.Index(fields=['sub_call', '-decided_on'], name='sub_grant_by_call')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('grant__gt', 0)), name='sub_grant_positive'), models.CheckConstraint(condition=models.Q(('grant__lte', models.F('eligible_cost'))), name='sub_grant_within_eligible_cost'), models.CheckConstraint(condition=models.Q(('end_date__gte', models.F('start_date'))), name='sub_grant_ends_after_start'), models.CheckConstraint(condition=models.Q(('acronym', ''), _negated=True), name='sub_grant_has_acronym'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('first_published_at__isnull', False), _connector='OR'), name='sub_grant_knows_first_publication')],
                },
            ),
            migrations.CreateModel(
                name='SubGrantee',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField(help_text='1: the one that applied for all')),
                    ('name', models.CharField(blank=True, max_length=250)),
                    ('is_natural_person', models.BooleanField(default=False)),
                    ('forgotten_at', models.DateTimeField(blank=True, null=True)),
                    ('country', models.CharField(blank=True, max_length=2)),
                    ('region', models.CharField(blank=True, help_text='NUTS code; of a natural person NUTS 2', max_length=5)),
                    ('identifier', models.CharField(blank=True, help_text='VAT or other public number, by which a company counts once', max_length=100)),
                    ('size_class', models.CharField(choices=[('micro', 'Micro-enterprise'), ('small', 'Small enterprise'), ('medium', 'Medium-sized enterprise'), ('large', 'Larger than an SME'), ('unknown', 'Not known')], default='unknown', max_length=10)),
                    ('grant', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                    ('sub_grant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grantees', to='cascade.subgrant')),
                ],
                options={
                    'ordering': ['sub_grant', 'position'],
                    'constraints': [models.UniqueConstraint(fields=('sub_grant', 'position'), name='sub_grantee_once'), models.CheckConstraint(condition=models.Q(('size_class__in', ['micro', 'small', 'medium', 'large', 'unknown'])), name='sub_grantee_size_known'), models.CheckConstraint(condition=models.Q(('grant__isnull', True), ('grant__gte', 0), _connector='OR'), name='sub_grantee_grant_not_negative'), models.CheckConstraint(condition=models.Q(('forgotten_at__isnull', True), models.Q(('is_natural_person', True), ('name', '')), _connector='OR'), name='sub_grantee_forgotten')],
                },
            ),
        ]),
        migrations.RunSQL(noting(*PUBLIC), no_longer_noting(*PUBLIC)),
    ]
