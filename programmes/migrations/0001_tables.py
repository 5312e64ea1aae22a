"""The tables of programmes, with their indexes and constraints."""

import core.texts
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.text
import django.db.models.lookups
import django.utils.timezone
import programmes.models.dimensions
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('programmes', '0001_initial'),
        ('programmes', '0002_facts_of_the_programmes'),
        ('programmes', '0003_fund_rates_and_sources'),
        ('programmes', '0004_set_up'),
        ('programmes', '0005_set_up_keys'),
        ('programmes', '0006_budget_flexibility'),
        ('programmes', '0007_imported_programmes'),
        ('programmes', '0008_dimension_codes'),
        ('programmes', '0009_own_funds'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='PolicyObjective',
                fields=[
                    ('code', models.CharField(max_length=5, primary_key=True, serialize=False)),
                    ('title', core.texts.TextField(blank=True)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='Programme',
                fields=[
                    ('code', models.CharField(max_length=10, primary_key=True, serialize=False)),
                    ('slug', models.SlugField(unique=True)),
                    ('name', core.texts.TextField(blank=True)),
                    ('strand', models.CharField(max_length=1)),
                    ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), size=None)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), size=None)),
                    ('website', models.CharField(blank=True, max_length=200)),
                    ('introduction', core.texts.TextField(blank=True)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('is_imported', models.BooleanField(default=False, help_text='only imported lists name it: it has records here, and no calls')),
                ],
                options={
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='Indicator',
                fields=[
                    ('code', models.CharField(max_length=10, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('output', 'Output'), ('result', 'Result')], max_length=6)),
                    ('name', core.texts.TextField(blank=True)),
                    ('unit', core.texts.TextField(blank=True)),
                    ('is_interreg_specific', models.BooleanField(default=False)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('results', models.ManyToManyField(blank=True, related_name='outputs', to='programmes.indicator')),
                ],
                options={
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='KnownStrategy',
                fields=[
                    ('code', models.SlugField(max_length=30, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('macro_region', 'Macro-regional strategy'), ('sea_basin', 'Sea-basin strategy'), ('policy', 'European policy'), ('other', 'Other')], max_length=12)),
                    ('title', core.texts.TextField(blank=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                ],
                options={
                    'ordering': ['position', 'code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['macro_region', 'sea_basin', 'policy', 'other'])), name='known_strategy_kind_known')],
                },
            ),
            migrations.CreateModel(
                name='ProgrammingPeriod',
                fields=[
                    ('code', models.CharField(max_length=9, primary_key=True, serialize=False)),
                    ('first_year', models.PositiveSmallIntegerField()),
                    ('last_year', models.PositiveSmallIntegerField()),
                ],
                options={
                    'ordering': ['-first_year'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('first_year__lt', models.F('last_year'))), name='period_in_order')],
                },
            ),
            migrations.CreateModel(
                name='Region',
                fields=[
                    ('code', models.CharField(max_length=5, primary_key=True, serialize=False)),
                    ('name', models.CharField(max_length=150)),
                    ('name_latin', models.CharField(max_length=150)),
                    ('level', models.PositiveSmallIntegerField()),
                    ('country', models.CharField(max_length=2)),
                    ('code_2024', models.CharField(blank=True, max_length=5)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='programmes.region')),
                ],
                options={
                    'ordering': ['code'],
                    'indexes': [models.Index(fields=['country', 'level'], name='region_by_country')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('level__lte', 3)), name='region_level_0_to_3')],
                },
            ),
            migrations.CreateModel(
                name='ProgrammePeriod',
                fields=[
                    ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                    ('generation', models.CharField(blank=True, max_length=5)),
                    ('cci', models.CharField(blank=True, help_text='blank when not known', max_length=15)),
                    ('name', core.texts.TextField(blank=True)),
                    ('total_budget', models.DecimalField(blank=True, decimal_places=2, help_text='EUR', max_digits=14, null=True)),
                    ('total_budget_is_rounded', models.BooleanField(default=False)),
                    ('eu_budget', models.DecimalField(blank=True, decimal_places=2, help_text='EUR', max_digits=14, null=True)),
                    ('eu_budget_is_rounded', models.BooleanField(default=False)),
                    ('max_rate', models.DecimalField(blank=True, decimal_places=2, help_text='percent', max_digits=5, null=True)),
                    ('area_note', core.texts.TextField(blank=True)),
                    ('managing_authority', models.CharField(blank=True, max_length=200)),
                    ('adopted_on', models.DateField(blank=True, help_text='by the European Commission', null=True)),
                    ('version', models.CharField(blank=True, help_text='of the adopted programme', max_length=255)),
                    ('decision_number', models.CharField(blank=True, help_text='of the adopting decision', max_length=255)),
                    ('amending_decision_number', models.CharField(blank=True, max_length=255)),
                    ('amended_on', models.DateField(blank=True, null=True)),
                    ('eligible_from', models.DateField(blank=True, help_text='first day of eligible spending', null=True)),
                    ('eligible_until', models.DateField(blank=True, help_text='last day of eligible spending', null=True)),
                    ('technical_assistance_rate', models.DecimalField(blank=True, decimal_places=2, help_text='percent, flat rate', max_digits=5, null=True)),
                    ('budget_flexibility', models.DecimalField(blank=True, decimal_places=2, help_text="percent of a project's budget that may move without a major modification", max_digits=5, null=True)),
                    ('funding_statement', core.texts.TextField(blank=True, help_text='beside the EU emblem; each period has its own wording')),
                    ('facts', models.JSONField(blank=True, default=list, help_text='further facts, read by core.facts')),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('set_up_since', models.DateTimeField(blank=True, help_text='since when the programme keeps this in the portal, not in files', null=True)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='programmes.programme')),
                    ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='programmes.programmingperiod')),
                    ('area', models.ManyToManyField(blank=True, related_name='programme_periods', to='programmes.region')),
                ],
                options={
                    'ordering': ['programme', '-period'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'period'), name='programme_once_a_period'), models.CheckConstraint(condition=models.Q(('max_rate__isnull', True), models.Q(('max_rate__gte', 0), ('max_rate__lte', 100)), _connector='OR'), name='programme_rate_0_to_100'), models.CheckConstraint(condition=models.Q(('technical_assistance_rate__isnull', True), models.Q(('technical_assistance_rate__gte', 0), ('technical_assistance_rate__lte', 100)), _connector='OR'), name='programme_assistance_rate_0_to_100'), models.CheckConstraint(condition=models.Q(('budget_flexibility__isnull', True), models.Q(('budget_flexibility__gte', 0), ('budget_flexibility__lte', 100)), _connector='OR'), name='programme_flexibility_0_to_100'), models.CheckConstraint(condition=models.Q(('eligible_from__isnull', True), ('eligible_until__isnull', True), ('eligible_from__lte', models.F('eligible_until')), _connector='OR'), name='programme_eligible_days_in_order')],
                },
            ),
            migrations.CreateModel(
                name='Priority',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('letter', models.CharField(blank=True, max_length=2)),
                    ('title', core.texts.TextField(blank=True)),
                    ('subtitle', core.texts.TextField(blank=True)),
                    ('share', models.DecimalField(blank=True, decimal_places=2, help_text='percent of the money', max_digits=5, null=True)),
                    ('share_reading', models.CharField(choices=[('exact', 'exactly'), ('at_least', 'at least'), ('at_most', 'at most')], default='exact', max_length=8)),
                    ('is_internal', models.BooleanField(default=False)),
                    ('thematic_objectives', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, help_text='2014-2020: TO1 to TO11', size=None)),
                    ('investment_priorities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=6), blank=True, default=list, help_text='2014-2020: 1A, 1B ...', size=None)),
                    ('operational_objectives', models.JSONField(blank=True, default=list, help_text='2007-2013: texts by language, without codes')),
                    ('retired', models.BooleanField(default=False, help_text='no longer offered to new calls')),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priorities', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['programme_period', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('programme_period', 'number'), name='priority_once'), models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gte', 0), ('share__lte', 100)), _connector='OR'), name='priority_share_0_to_100')],
                },
            ),
            migrations.CreateModel(
                name='LumpSum',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', core.texts.TextField(blank=True)),
                    ('description', core.texts.TextField(blank=True)),
                    ('amount', models.DecimalField(decimal_places=2, help_text='EUR', max_digits=11)),
                    ('phase', models.CharField(choices=[('preparation', 'Preparation'), ('implementation', 'Implementation'), ('closure', 'Closure')], max_length=14)),
                    ('is_splittable', models.BooleanField(default=False, help_text='partners may share the amount')),
                    ('is_fast_track', models.BooleanField(default=False, help_text='paid on approval, without a report')),
                    ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('staff', 'Staff costs'), ('office', 'Office and administration'), ('travel', 'Travel and accommodation'), ('external', 'External expertise and services'), ('equipment', 'Equipment'), ('infrastructure', 'Infrastructure and works')], max_length=14), size=None)),
                    ('retired', models.BooleanField(default=False)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lump_sums', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['programme_period', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='lump_sum_amount_positive'), models.CheckConstraint(condition=models.Q(('phase__in', ['preparation', 'implementation', 'closure'])), name='lump_sum_phase_known'), models.CheckConstraint(condition=models.Q(('categories__len__gte', 2), ('categories__contained_by', ['staff', 'office', 'travel', 'external', 'equipment', 'infrastructure'])), name='lump_sum_covers_two_categories'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='lump_sum_named'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'name')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'name')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'name')), 50)), name='lump_sum_name_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'description')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'description')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'description')), 255)), name='lump_sum_description_within')],
                },
            ),
            migrations.CreateModel(
                name='LegalStatusOption',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('description', core.texts.TextField(blank=True)),
                    ('kind', models.CharField(choices=[('public', 'Public'), ('private', 'Private'), ('other', 'Other')], max_length=7)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('retired', models.BooleanField(default=False)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='legal_statuses', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['public', 'private', 'other'])), name='legal_status_kind_known'), models.CheckConstraint(condition=models.Q(('description', {}), _negated=True), name='legal_status_described'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'description')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'description')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'description')), 50)), name='legal_status_description_within')],
                },
            ),
            migrations.CreateModel(
                name='Fund',
                fields=[
                    ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                    ('name', core.texts.TextField(blank=True)),
                    ('abbreviation', core.texts.TextField(blank=True)),
                    ('is_eu', models.BooleanField(default=True)),
                    ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='named_funds', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('owner__isnull', True), ('is_eu', False), _connector='OR'), name='named_fund_is_not_eu')],
                },
            ),
            migrations.CreateModel(
                name='SpecificObjective',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=12)),
                    ('title', core.texts.TextField(blank=True)),
                    ('investment_priority', models.CharField(blank=True, help_text='2014-2020: 1b, 6c ...', max_length=6)),
                    ('intervention_fields', programmes.models.dimensions.DimensionField(base_field=models.CharField(max_length=3), blank=True, default=list, digits=3, last=182, size=None)),
                    ('support_forms', programmes.models.dimensions.DimensionField(base_field=models.CharField(max_length=3), blank=True, default=list, digits=2, last=6, size=None)),
                    ('territorial_mechanisms', programmes.models.dimensions.DimensionField(base_field=models.CharField(max_length=3), blank=True, default=list, digits=2, last=33, size=None)),
                    ('economic_activities', programmes.models.dimensions.DimensionField(base_field=models.CharField(max_length=3), blank=True, default=list, digits=2, last=26, size=None)),
                    ('gender_equality', programmes.models.dimensions.DimensionField(base_field=models.CharField(max_length=3), blank=True, default=list, digits=2, last=3, size=None)),
                    ('sea_basin_strategies', programmes.models.dimensions.DimensionField(base_field=models.CharField(max_length=3), blank=True, default=list, digits=2, last=11, size=None)),
                    ('retired', models.BooleanField(default=False, help_text='no longer offered to new calls')),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('policy_objective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objectives', to='programmes.policyobjective')),
                    ('priority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objectives', to='programmes.priority')),
                ],
                options={
                    'ordering': ['priority', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('priority', 'code'), name='objective_once')],
                },
            ),
            migrations.CreateModel(
                name='ProgrammeIndicator',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('output', 'Output'), ('result', 'Result')], max_length=6)),
                    ('code', models.CharField(blank=True, max_length=6)),
                    ('identifier', models.CharField(max_length=10)),
                    ('name', core.texts.TextField(blank=True)),
                    ('unit', core.texts.TextField(blank=True)),
                    ('baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=11, null=True)),
                    ('milestone', models.DecimalField(blank=True, decimal_places=2, max_digits=11, null=True)),
                    ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=11, null=True)),
                    ('reference_year', models.CharField(blank=True, max_length=10)),
                    ('source', core.texts.TextField(blank=True)),
                    ('comment', models.CharField(blank=True, max_length=1000)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('retired', models.BooleanField(default=False)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('common', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programme_indicators', to='programmes.indicator')),
                    ('results', models.ManyToManyField(blank=True, related_name='outputs', to='programmes.programmeindicator')),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='programmes.programmeperiod')),
                    ('objective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='programmes.specificobjective')),
                ],
                options={
                    'ordering': ['position', 'identifier'],
                    'constraints': [models.UniqueConstraint(fields=('programme_period', 'identifier'), name='indicator_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['output', 'result'])), name='indicator_kind_known'), models.CheckConstraint(condition=models.Q(('identifier', ''), _negated=True), name='indicator_identified'), models.CheckConstraint(condition=models.Q(('kind', 'output'), ('milestone__isnull', True), _connector='OR'), name='indicator_milestone_of_output'), models.CheckConstraint(condition=models.Q(('baseline__isnull', True), ('baseline__gte', 0), _connector='OR'), name='indicator_baseline_not_negative'), models.CheckConstraint(condition=models.Q(('milestone__isnull', True), ('milestone__gte', 0), _connector='OR'), name='indicator_milestone_not_negative'), models.CheckConstraint(condition=models.Q(('target__isnull', True), ('target__gte', 0), _connector='OR'), name='indicator_target_not_negative'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='indicator_named'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'name')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'name')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'name')), 255)), name='indicator_name_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'unit')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'unit')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'unit')), 255)), name='indicator_unit_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'source')), 1000), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'source')), 1000), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'source')), 1000)), name='indicator_source_within')],
                },
            ),
            migrations.CreateModel(
                name='ExampleAction',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('text', core.texts.TextField(blank=True)),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('priority', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='example_actions', to='programmes.priority')),
                    ('objective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='example_actions', to='programmes.specificobjective')),
                ],
                options={
                    'ordering': ['priority', 'position'],
                    'constraints': [models.UniqueConstraint(fields=('priority', 'position'), name='action_once')],
                },
            ),
            migrations.CreateModel(
                name='SpentKey',
                fields=[
                    ('key', models.UUIDField(primary_key=True, serialize=False)),
                    ('row', models.BigIntegerField(help_text='primary key in the table of the form')),
                    ('spent_at', models.DateTimeField(auto_now_add=True)),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['spent_at'],
                },
            ),
            migrations.CreateModel(
                name='StaffRole',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('officer', 'Secretariat officer'), ('manager', 'Programme manager'), ('assessor', 'Assessor'), ('committee', 'Committee member'), ('auditor', 'Auditor')], max_length=10)),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_roles', to='programmes.programme')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff_roles', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'programme', 'role'), name='staff_role_once'), models.CheckConstraint(condition=models.Q(('role__in', ['officer', 'manager', 'assessor', 'committee', 'auditor'])), name='staff_role_known')],
                },
            ),
            migrations.CreateModel(
                name='StateAidScheme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', core.texts.TextField(blank=True)),
                    ('short_name', core.texts.TextField(blank=True)),
                    ('number', models.CharField(blank=True, max_length=25)),
                    ('measure', models.CharField(choices=[('gber_20', 'Block exemption, Article 20: costs of cooperation projects'), ('gber_20a', 'Block exemption, Article 20a: limited amounts for cooperation projects'), ('gber_other', 'Block exemption, another article'), ('de_minimis', 'De minimis aid'), ('other', 'Other')], max_length=10)),
                    ('max_intensity', models.DecimalField(blank=True, decimal_places=2, help_text='percent', max_digits=5, null=True)),
                    ('threshold', models.DecimalField(blank=True, decimal_places=2, help_text='EUR', max_digits=11, null=True)),
                    ('comments', core.texts.TextField(blank=True)),
                    ('retired', models.BooleanField(default=False)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='state_aid_schemes', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['programme_period', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('measure__in', ['gber_20', 'gber_20a', 'gber_other', 'de_minimis', 'other'])), name='state_aid_measure_known'), models.CheckConstraint(condition=models.Q(('max_intensity__isnull', True), models.Q(('max_intensity__gte', 0), ('max_intensity__lte', 100)), _connector='OR'), name='state_aid_intensity_0_to_100'), models.CheckConstraint(condition=models.Q(('threshold__isnull', True), ('threshold__gte', 0), _connector='OR'), name='state_aid_threshold_not_negative'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='state_aid_named'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'name')), 250), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'name')), 250), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'name')), 250)), name='state_aid_name_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'short_name')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'short_name')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'short_name')), 50)), name='state_aid_short_name_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'comments')), 500), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'comments')), 500), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'comments')), 500)), name='state_aid_comments_within')],
                },
            ),
            migrations.CreateModel(
                name='Strategy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=30)),
                    ('title', core.texts.TextField(blank=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('retired', models.BooleanField(default=False)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strategies', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['position', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('programme_period', 'code'), name='strategy_once'), models.CheckConstraint(condition=models.Q(('title', {}), _negated=True), name='strategy_titled'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'title')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'title')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'title')), 255)), name='strategy_title_within')],
                },
            ),
            migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('title', core.texts.TextField(blank=True)),
                    ('retired', models.BooleanField(default=False, help_text='no longer offered to new proposals')),
                    ('provenance', models.JSONField(blank=True, default=dict)),
                    ('priority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='themes', to='programmes.priority')),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['programme_period', 'code'],
                    'constraints': [models.UniqueConstraint(fields=('programme_period', 'code'), name='theme_once')],
                },
            ),
            migrations.CreateModel(
                name='UnitCost',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', core.texts.TextField(blank=True)),
                    ('description', core.texts.TextField(blank=True)),
                    ('unit', core.texts.TextField(blank=True)),
                    ('price', models.DecimalField(decimal_places=2, help_text='EUR for each unit', max_digits=11)),
                    ('foreign_price', models.DecimalField(blank=True, decimal_places=2, max_digits=11, null=True)),
                    ('foreign_currency', models.CharField(blank=True, help_text='ISO 4217', max_length=3)),
                    ('categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('staff', 'Staff costs'), ('office', 'Office and administration'), ('travel', 'Travel and accommodation'), ('external', 'External expertise and services'), ('equipment', 'Equipment'), ('infrastructure', 'Infrastructure and works')], max_length=14), size=None)),
                    ('retired', models.BooleanField(default=False)),
                    ('is_demo', models.BooleanField(default=False)),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='unit_costs', to='programmes.programmeperiod')),
                ],
                options={
                    'ordering': ['programme_period', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='unit_cost_price_positive'), models.CheckConstraint(condition=models.Q(models.Q(('foreign_currency', ''), ('foreign_price__isnull', True)), models.Q(('foreign_currency__regex', '^[A-Z]{3}$'), ('foreign_price__gt', 0)), _connector='OR'), name='unit_cost_foreign_price_with_currency'), models.CheckConstraint(condition=models.Q(('categories__contained_by', ['staff', 'office', 'travel', 'external', 'equipment', 'infrastructure']), models.Q(('categories__len__gte', 2), models.Q(('categories__len', 1), models.Q(('categories', ['office']), _negated=True)), _connector='OR')), name='unit_cost_covers_known_categories'), models.CheckConstraint(condition=models.Q(('name', {}), _negated=True), name='unit_cost_named'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'name')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'name')), 50), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'name')), 50)), name='unit_cost_name_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'description')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'description')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'description')), 255)), name='unit_cost_description_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'unit')), 25), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'unit')), 25), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'unit')), 25)), name='unit_cost_unit_within')],
                },
            ),
            migrations.CreateModel(
                name='ProgrammeFund',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('own_name', core.texts.TextField(blank=True)),
                    ('own_description', core.texts.TextField(blank=True)),
                    ('max_rate', models.DecimalField(blank=True, decimal_places=2, help_text='percent', max_digits=5, null=True)),
                    ('retired', models.BooleanField(default=False, help_text='no longer offered to new calls')),
                    ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.fund')),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funds', to='programmes.programmeperiod')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('programme_period', 'fund'), name='programme_fund_once'), models.CheckConstraint(condition=models.Q(('max_rate__isnull', True), models.Q(('max_rate__gte', 0), ('max_rate__lte', 100)), _connector='OR'), name='programme_fund_rate_0_to_100'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'own_name')), 127), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'own_name')), 127), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'own_name')), 127)), name='programme_fund_own_name_within'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('nl', 'own_description')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('fr', 'own_description')), 255), django.db.models.lookups.LessThanOrEqual(django.db.models.functions.text.Length(django.db.models.fields.json.KeyTextTransform('en', 'own_description')), 255)), name='programme_fund_own_description_within')],
                },
            ),
        ]),
    ]
