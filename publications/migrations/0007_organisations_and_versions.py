"""Organisations with pages of their own, versions of records, and the facts that lists of operations ask for."""

import core.texts
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

# What a name is compared by: no accents, capitals, punctuation. Cut, as some letters become two without accent.
NAME_KEY = r"""
CREATE OR REPLACE FUNCTION public.portal_name_key(text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    AS $$ SELECT left(btrim(regexp_replace(
        public.portal_plain($1), '[][[:space:]!"#$%&''()*+,./:;<=>?@\\^_`{|}~«»“”‘’–—-]+', ' ', 'g')), 250) $$;
CREATE SEQUENCE IF NOT EXISTS publications_organisation_slug;
"""
NO_NAME_KEY = """
DROP SEQUENCE IF EXISTS publications_organisation_slug;
DROP FUNCTION IF EXISTS public.portal_name_key(text);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('partners', '0004_natural_persons'),
        ('programmes', '0006_budget_flexibility'),
        ('publications', '0006_public_changes'),
    ]

    operations = [
        migrations.RunSQL(NAME_KEY, NO_NAME_KEY),
        migrations.CreateModel(
            name='ForgottenPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60)),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=110, unique=True)),
                ('uid', models.UUIDField(blank=True, null=True, unique=True)),
                ('name', models.CharField(max_length=250)),
                ('name_key', models.CharField(editable=False, max_length=250)),
                ('other_names', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=250), blank=True, default=list, help_text='in other languages or spellings', size=None)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('region', models.CharField(blank=True, help_text='NUTS 3 code', max_length=5)),
                ('city', models.CharField(blank=True, max_length=100)),
                ('kind', models.CharField(blank=True, choices=[('local_authority', 'Local public authority'), ('regional_authority', 'Regional public authority'), ('national_authority', 'National public authority'), ('sectoral_agency', 'Sectoral agency'), ('service_provider', 'Infrastructure and public service provider'), ('interest_group', 'Interest group or NGO'), ('higher_education', 'Higher education and research'), ('education', 'Education or training centre, school'), ('large_enterprise', 'Enterprise other than SME'), ('sme', 'Small or medium-sized enterprise'), ('business_support', 'Business support organisation'), ('egtc', 'European grouping of territorial cooperation'), ('international', 'International organisation or EEIG'), ('hospital', 'Hospital or medical centre'), ('cross_border', 'Cross-border legal body'), ('natural_person', 'Natural person'), ('other', 'Other')], max_length=20)),
                ('project_count', models.PositiveIntegerField(default=0, editable=False)),
                ('data_date', models.DateTimeField(default=django.utils.timezone.now, help_text='of the newest change of this page')),
            ],
            options={
                'ordering': ['name_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='RecordVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('source', models.CharField(max_length=40)),
                ('data', models.JSONField()),
                ('changes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
            ],
            options={
                'ordering': ['code', '-number'],
            },
        ),
        migrations.AddField(
            model_name='publication',
            name='import_source',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='publication',
            name='imported_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='publication',
            name='indicators',
            field=models.JSONField(blank=True, default=list, help_text='outputs and results: kind, code, name, unit, baseline, target'),
        ),
        migrations.AddField(
            model_name='publication',
            name='interventions',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, help_text='dimension codes, Annex I CPR', size=None),
        ),
        migrations.AddField(
            model_name='publication',
            name='licence',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='publication',
            name='location',
            field=models.CharField(blank=True, help_text='stated location indicator', max_length=120),
        ),
        migrations.AddField(
            model_name='publication',
            name='nuts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, editable=False, help_text='of its partners: country, NUTS 1, 2 and 3', size=None),
        ),
        migrations.AddField(
            model_name='publication',
            name='organisations',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='publication',
            name='partner_types',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, editable=False, size=None),
        ),
        migrations.AddField(
            model_name='publication',
            name='priority',
            field=models.ForeignKey(blank=True, help_text='known also where the objective is not', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='programmes.priority'),
        ),
        migrations.AddField(
            model_name='publication',
            name='purpose',
            field=core.texts.TextField(blank=True, help_text='expected or actual achievements'),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='contribution',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='what the partner and its own co-financers pay', max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='department',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='forgotten_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='identifier',
            field=models.CharField(blank=True, help_text='VAT or other public number', max_length=100),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='is_natural_person',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='kind',
            field=models.CharField(blank=True, choices=[('local_authority', 'Local public authority'), ('regional_authority', 'Regional public authority'), ('national_authority', 'National public authority'), ('sectoral_agency', 'Sectoral agency'), ('service_provider', 'Infrastructure and public service provider'), ('interest_group', 'Interest group or NGO'), ('higher_education', 'Higher education and research'), ('education', 'Education or training centre, school'), ('large_enterprise', 'Enterprise other than SME'), ('sme', 'Small or medium-sized enterprise'), ('business_support', 'Business support organisation'), ('egtc', 'European grouping of territorial cooperation'), ('international', 'International organisation or EEIG'), ('hospital', 'Hospital or medical centre'), ('cross_border', 'Cross-border legal body'), ('natural_person', 'Natural person'), ('other', 'Other')], max_length=20),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='legal_status',
            field=models.CharField(blank=True, choices=[('public', 'Public'), ('private', 'Private')], max_length=7),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='name_en',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='postcode',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='street',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AlterField(
            model_name='publishedpartner',
            name='name',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AlterField(
            model_name='publishedpartner',
            name='region',
            field=models.CharField(blank=True, help_text='NUTS 3 code; of a natural person NUTS 2', max_length=5),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=models.Index(fields=['priority', '-data_date'], name='publication_by_priority'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=django.contrib.postgres.indexes.GinIndex(fields=['nuts'], name='publication_nuts'),
        ),
        migrations.AddIndex(
            model_name='publication',
            index=django.contrib.postgres.indexes.GinIndex(fields=['organisations'], name='publication_organisations'),
        ),
        migrations.AddConstraint(
            model_name='forgottenperson',
            constraint=models.UniqueConstraint(fields=('code', 'digest'), name='forgotten_person_once'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='publications.organisation'),
        ),
        migrations.AddField(
            model_name='publishedpartner',
            name='organisation',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='roles', to='publications.organisation'),
        ),
        migrations.AddIndex(
            model_name='publishedpartner',
            index=models.Index(condition=models.Q(('organisation__isnull', False)), fields=['organisation', 'publication'], name='published_partner_organisation'),
        ),
        migrations.AddIndex(
            model_name='publishedpartner',
            index=models.Index(condition=models.Q(('forgotten_at__isnull', True), ('is_natural_person', True)), fields=['publication'], name='published_partner_persons'),
        ),
        migrations.AddConstraint(
            model_name='publishedpartner',
            constraint=models.CheckConstraint(condition=models.Q(('forgotten_at__isnull', True), models.Q(('is_natural_person', True), ('name', ''), ('name_en', '')), _connector='OR'), name='published_partner_forgotten'),
        ),
        migrations.AddConstraint(
            model_name='recordversion',
            constraint=models.UniqueConstraint(fields=('code', 'number'), name='record_version_once'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('merged_into__isnull', True), ('project_count__gt', 0)), fields=['name_key', 'id'], name='public_organisation_by_name'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(models.OrderBy(models.F('project_count'), descending=True), models.F('id'), condition=models.Q(('merged_into__isnull', True), ('project_count__gt', 0)), name='public_organisation_by_count'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('merged_into__isnull', True), ('project_count__gt', 0)), fields=['country', 'name_key', 'id'], name='public_organisation_by_country'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['name_key', 'country'], name='public_organisation_exact'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=django.contrib.postgres.indexes.GinIndex(fields=['name_key'], name='public_organisation_alike', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.UniqueConstraint(condition=models.Q(('uid__isnull', True)), fields=('name_key', 'country'), name='public_organisation_name_once'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('pk')), _negated=True), _connector='OR'), name='public_organisation_not_into_itself'),
        ),
    ]
