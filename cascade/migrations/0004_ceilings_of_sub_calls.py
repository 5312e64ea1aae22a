from decimal import Decimal

from django.db import migrations, models

TAKE_OVER = """
    UPDATE cascade_subcall AS made
    SET max_grant = scheme.max_grant, rate = scheme.rate, max_months = scheme.max_months
    FROM cascade_scheme AS scheme WHERE scheme.id = made.scheme_id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0015_call_themes'),
        ('cascade', '0003_cost_of_funds'),
    ]

    operations = [
        migrations.AddField(
            model_name='scheme',
            name='changed_at',
            field=models.DateTimeField(blank=True, help_text='when a manager last changed it; the reference file then leaves it', null=True),
        ),
        migrations.AddField(
            model_name='subcall',
            name='max_grant',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='EUR of one sub-grant at most', max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name='subcall',
            name='max_months',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='subcall',
            name='rate',
            field=models.DecimalField(decimal_places=2, default=Decimal('100.00'), help_text='percent of eligible cost at most', max_digits=5),
            preserve_default=False,
        ),
        migrations.RunSQL(TAKE_OVER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='subcall',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0), ('rate__lte', 100)), name='sub_call_rate_to_100'),
        ),
    ]
