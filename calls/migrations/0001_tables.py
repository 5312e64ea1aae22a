"""The tables of calls, with their indexes and constraints."""

import calls.models.calls
import calls.models.content
import core.texts
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from core.migrating import CreateModels


class Migration(migrations.Migration):

    replaces = [
        ('calls', '0001_initial'),
        ('calls', '0002_call_set_up'),
        ('calls', '0003_call_offers'),
        ('calls', '0004_rule_kinds'),
        ('calls', '0005_no_own_unit_costs'),
        ('calls', '0006_scale_and_thresholds'),
        ('calls', '0007_standard_scale'),
        ('calls', '0008_screening_checks'),
        ('calls', '0009_small_project_funds'),
        ('calls', '0010_call_kinds'),
        ('calls', '0011_policy_rules'),
        ('calls', '0012_call_staff'),
        ('calls', '0013_sme_rules'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('programmes', '0001_tables'),
    ]

    operations = [
        CreateModels([
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('score_lowest', models.PositiveSmallIntegerField(default=0)),
                    ('score_highest', models.PositiveSmallIntegerField(default=5)),
                    ('threshold', models.DecimalField(blank=True, decimal_places=2, help_text='percent of the best total', max_digits=5, null=True)),
                    ('is_blind', models.BooleanField(default=False, help_text='whether assessors see a copy without names of partners and people')),
                    ('assessors_wanted', models.PositiveSmallIntegerField(default=2, help_text='for each proposal')),
                    ('assessment_rounds', models.PositiveSmallIntegerField(default=1, help_text='1, or 2 when scores differ')),
                    ('shows_first_round', models.BooleanField(default=True, help_text='whether assessors see all scores of the first round in the second')),
                    ('code', models.SlugField(max_length=20, unique=True)),
                    ('number', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('ordinary', 'Call for projects'), ('micro', 'Call for micro-projects'), ('small_project_fund', 'Call for small project funds'), ('cascade', 'Call of a funded project')], default='ordinary', max_length=20)),
                    ('title', core.texts.TextField(blank=True)),
                    ('introduction', core.texts.TextField(blank=True)),
                    ('state', models.CharField(choices=[('draft', 'Draft'), ('planned', 'Planned'), ('published', 'Published')], default='draft', max_length=10)),
                    ('opens_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('time_zone', models.CharField(default='Europe/Brussels', max_length=40)),
                    ('budget', models.DecimalField(decimal_places=2, help_text='EUR of European money', max_digits=14)),
                    ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), help_text='languages in which applicants must write', size=None)),
                    ('period_months', models.PositiveSmallIntegerField(blank=True, help_text='length of a period of the project; empty: no periods', null=True)),
                    ('step1_closes_at', models.DateTimeField(blank=True, help_text='closing of the first step; empty: a call of one step', null=True)),
                    ('allowed_categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('staff', 'Staff costs'), ('travel', 'Travel and accommodation'), ('external', 'External expertise and services'), ('equipment', 'Equipment'), ('infrastructure', 'Infrastructure and works'), ('small_projects', 'Small projects, of a small project fund')], max_length=14), blank=True, default=calls.models.calls.all_categories, help_text='cost categories in which real costs may be entered', size=None)),
                    ('several_funds', models.BooleanField(default=False, help_text='whether a partner may have money of several funds')),
                    ('budget_form', models.CharField(choices=[('totals', 'One amount for each cost category'), ('periods', 'Amounts for each cost category and period'), ('items', 'Single items with units, prices and periods')], default='totals', max_length=7)),
                    ('needs_second_confirmation', models.BooleanField(default=False, help_text='whether a second person confirms the submission')),
                    ('screening_days', models.PositiveSmallIntegerField(blank=True, help_text='days in which proposals are to be screened; empty: no target', null=True)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('last_number', models.PositiveIntegerField(default=0, help_text='of the project codes given out')),
                    ('is_demo', models.BooleanField(default=False)),
                    ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='calls.call')),
                    ('lump_sums', models.ManyToManyField(blank=True, related_name='calls', to='programmes.lumpsum')),
                    ('objectives', models.ManyToManyField(related_name='calls', to='programmes.specificobjective')),
                    ('programme_period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='programmes.programmeperiod')),
                    ('state_aid_schemes', models.ManyToManyField(blank=True, related_name='calls', to='programmes.stateaidscheme')),
                    ('strategies', models.ManyToManyField(blank=True, related_name='calls', to='programmes.strategy')),
                    ('unit_costs', models.ManyToManyField(blank=True, related_name='calls', to='programmes.unitcost')),
                ],
                options={
                    'ordering': ['-closes_at'],
                    'constraints': [models.UniqueConstraint(fields=('programme_period', 'number'), name='call_number_once'), models.CheckConstraint(condition=models.Q(('opens_at__lt', models.F('closes_at'))), name='call_opens_before_it_closes'), models.CheckConstraint(condition=models.Q(('budget__gte', 0)), name='call_budget_not_negative'), models.CheckConstraint(condition=models.Q(('kind__in', ['ordinary', 'micro', 'small_project_fund', 'cascade'])), name='call_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'planned', 'published'])), name='call_state_known'), models.CheckConstraint(condition=models.Q(('period_months__isnull', True), models.Q(('period_months__gte', 1), ('period_months__lte', 99)), _connector='OR'), name='call_period_1_to_99_months'), models.CheckConstraint(condition=models.Q(('step1_closes_at__isnull', True), models.Q(('step1_closes_at__gt', models.F('opens_at')), ('step1_closes_at__lt', models.F('closes_at'))), _connector='OR'), name='call_first_step_closes_between'), models.CheckConstraint(condition=models.Q(('budget_form__in', ['totals', 'periods', 'items'])), name='call_budget_form_known'), models.CheckConstraint(condition=models.Q(('allowed_categories__contained_by', ['staff', 'travel', 'external', 'equipment', 'infrastructure', 'small_projects'])), name='call_categories_known'), models.CheckConstraint(condition=models.Q(('score_highest__lte', 100), ('score_lowest__lt', models.F('score_highest'))), name='call_scale_rises'), models.CheckConstraint(condition=models.Q(('threshold__isnull', True), models.Q(('threshold__gte', 0), ('threshold__lte', 100)), _connector='OR'), name='call_threshold_percent'), models.CheckConstraint(condition=models.Q(('assessors_wanted__gte', 1), ('assessors_wanted__lte', 9)), name='call_assessors_1_to_9'), models.CheckConstraint(condition=models.Q(('assessment_rounds__in', [1, 2])), name='call_rounds_1_or_2')],
                },
            ),
            migrations.CreateModel(
                name='CallAnnex',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=40)),
                    ('title', core.texts.TextField(blank=True)),
                    ('description', core.texts.TextField(blank=True)),
                    ('is_required', models.BooleanField(default=True)),
                    ('per_partner', models.BooleanField(default=False)),
                    ('step', models.PositiveSmallIntegerField(choices=[(1, 'From step 1'), (2, 'From step 2')], default=1)),
                    ('template', models.FileField(blank=True, max_length=200, null=True, upload_to=calls.models.content.template_path)),
                    ('template_name', models.CharField(blank=True, help_text="the file's name for whoever downloads it", max_length=120)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annexes', to='calls.call')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'key'), name='call_annex_once'), models.CheckConstraint(condition=models.Q(('step__in', [1, 2])), name='call_annex_step_1_or_2')],
                },
            ),
            migrations.CreateModel(
                name='CallCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=40)),
                    ('group', models.CharField(choices=[('admissibility', 'Admissibility'), ('partnership', 'Partnership'), ('money', 'Money'), ('content', 'Content'), ('annexes', 'Annexes'), ('judgement', 'For the officer to judge')], default='judgement', max_length=13)),
                    ('title', core.texts.TextField(blank=True)),
                    ('help', core.texts.TextField(blank=True)),
                    ('section', models.CharField(blank=True, help_text='of the form; empty: the whole proposal', max_length=20)),
                    ('is_required', models.BooleanField(default=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='calls.call')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'key'), name='call_check_once'), models.CheckConstraint(condition=models.Q(('group__in', ['admissibility', 'partnership', 'money', 'content', 'annexes', 'judgement'])), name='call_check_group_known')],
                },
            ),
            migrations.CreateModel(
                name='CallField',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(help_text='of the catalogue in projects.form', max_length=60)),
                    ('use', models.CharField(choices=[('hidden', 'Hidden'), ('optional', 'Optional'), ('required', 'Required')], max_length=8)),
                    ('step', models.PositiveSmallIntegerField(choices=[(1, 'From step 1'), (2, 'From step 2')], default=1, help_text='of a two-step call, from which the field is shown')),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='calls.call')),
                ],
                options={
                    'ordering': ['key'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'key'), name='call_field_once'), models.CheckConstraint(condition=models.Q(('use__in', ['hidden', 'optional', 'required'])), name='call_field_use_known'), models.CheckConstraint(condition=models.Q(('step__in', [1, 2])), name='call_field_step_1_or_2')],
                },
            ),
            migrations.CreateModel(
                name='CallFlatRate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('staff', 'Staff costs on other direct costs'), ('office_on_staff', 'Office and administration on staff costs'), ('office_on_direct', 'Office and administration on direct costs'), ('travel', 'Travel and accommodation on staff costs'), ('other', 'All other costs on staff costs')], max_length=20)),
                    ('rate', models.PositiveSmallIntegerField(help_text='percent')),
                    ('is_fixed', models.BooleanField(default=False)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flat_rates', to='calls.call')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('call', 'kind'), name='call_flat_rate_once'), models.CheckConstraint(condition=models.Q(('rate__gte', 1), ('rate__lte', 100)), name='call_flat_rate_1_to_100')],
                },
            ),
            migrations.CreateModel(
                name='CallFund',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rate', models.DecimalField(decimal_places=2, help_text='percent', max_digits=5)),
                    ('is_fixed', models.BooleanField(default=False)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='funds', to='calls.call')),
                    ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.fund')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('call', 'fund'), name='call_fund_once'), models.CheckConstraint(condition=models.Q(('rate__gte', 0), ('rate__lte', 100)), name='call_rate_0_to_100')],
                },
            ),
            migrations.CreateModel(
                name='CallObjectiveBudget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', models.DecimalField(decimal_places=2, help_text='EUR of European money', max_digits=14)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='objective_budgets', to='calls.call')),
                    ('objective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.specificobjective')),
                ],
                options={
                    'ordering': ['objective__priority__number', 'objective__code'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'objective'), name='call_objective_budget_once'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='call_objective_budget_not_negative')],
                },
            ),
            migrations.CreateModel(
                name='CallRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('min_countries', 'Partners from enough countries'), ('one_lead', 'Exactly one lead partner'), ('both_sides', 'Both sides of the border'), ('partner_count', 'Number of partners'), ('area', 'Partners in the programme area'), ('partner_types', 'Kinds of organisation'), ('partner_status', 'Public and private partners'), ('max_rate', 'Highest co-financing rate'), ('duration', 'Duration'), ('window', 'Start and end within the call’s dates'), ('total_budget', 'Total budget'), ('grant', 'Grant'), ('partner_budget', 'Budget of each partner'), ('partner_grant', 'Grant of each partner'), ('preparation', 'Share of preparation costs'), ('languages', 'The same texts in each language'), ('equal_content', 'Equal content in each language'), ('same_proposal', 'Each proposal once'), ('confirmed', 'Confirmed by every partner'), ('follow_up', 'Length of the follow-up phase'), ('region_instruments', 'One policy instrument for each region'), ('sme_sides', 'An SME on each side of the border'), ('no_difficulty', 'No undertaking in difficulty'), ('funds_link', 'Instruments linked to the Structural Funds'), ('stakeholders', 'Stakeholders of each region')], max_length=20)),
                    ('parameters', models.JSONField(blank=True, default=dict)),
                    ('severity', models.CharField(choices=[('error', 'Must be mended'), ('warning', 'Worth a look')], default='error', max_length=7)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='calls.call')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'kind'), name='call_rule_once')],
                },
            ),
            migrations.CreateModel(
                name='CallStaff',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('officer', 'Secretariat officer'), ('manager', 'Programme manager'), ('assessor', 'Assessor'), ('committee', 'Committee member'), ('auditor', 'Auditor')], max_length=10)),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='calls.call')),
                    ('given_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_roles', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('user', 'call', 'role'), name='call_staff_once'), models.CheckConstraint(condition=models.Q(('role__in', ['assessor', 'manager', 'officer'])), name='call_staff_role')],
                },
            ),
            migrations.CreateModel(
                name='CallText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40)),
                    ('subject', core.texts.TextField(blank=True)),
                    ('body', core.texts.TextField(blank=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='calls.call')),
                ],
                options={
                    'ordering': ['kind'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'kind'), name='call_text_once')],
                },
            ),
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(choices=[('strategic', 'Strategic'), ('operational', 'Operational'), ('horizontal', 'Horizontal principles'), ('other', 'Other')], max_length=12)),
                    ('key', models.SlugField(max_length=40)),
                    ('title', core.texts.TextField(blank=True)),
                    ('question', core.texts.TextField(blank=True)),
                    ('help', core.texts.TextField(blank=True)),
                    ('weight', models.PositiveSmallIntegerField(default=1)),
                    ('threshold', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                    ('comment_rule', models.CharField(choices=[('always', 'For every score'), ('below', 'For low scores'), ('never', 'Never')], default='below', max_length=6)),
                    ('comment_below', models.PositiveSmallIntegerField(default=3, help_text='scores under this one need a reason, if only low ones do')),
                    ('section', models.CharField(blank=True, max_length=20)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='calls.call')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'key'), name='criterion_once'), models.CheckConstraint(condition=models.Q(('comment_rule__in', ['always', 'below', 'never'])), name='criterion_comment_rule_known')],
                },
            ),
            migrations.CreateModel(
                name='LateCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('code_hash', models.CharField(max_length=64)),
                    ('valid_until', models.DateTimeField()),
                    ('reason', models.CharField(max_length=500)),
                    ('issued_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('used_at', models.DateTimeField(blank=True, null=True)),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='late_codes', to='calls.call')),
                    ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('used_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-issued_at', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'code_hash'), name='late_code_once'), models.CheckConstraint(condition=models.Q(('valid_until__gt', models.F('issued_at'))), name='late_code_expires_later'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('revoked_at__isnull', True), _connector='OR'), name='late_code_used_or_revoked')],
                },
            ),
            migrations.CreateModel(
                name='ScalePoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('value', models.PositiveSmallIntegerField()),
                    ('words', core.texts.TextField(blank=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scale', to='calls.call')),
                ],
                options={
                    'ordering': ['-value'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'value'), name='scale_point_once')],
                },
            ),
        ]),
    ]
