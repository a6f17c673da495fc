"""add dates, codes and fees."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "fee_schedule",
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("per", sa.Enum("entry", "lead", name="feeper", native_enum=False, length=20), nullable=False),
        sa.Column("early_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("only_paid_judged", sa.Boolean(), nullable=False),
        sa.Column("how_to_pay", JSON, nullable=False),
        sa.Column("issuer_id", sa.String(length=26), nullable=True),
        sa.Column("issuer_name", sa.String(length=200), nullable=False),
        sa.Column("issuer_address", sa.Text(), nullable=False),
        sa.Column("issuer_vat", sa.String(length=30), nullable=False),
        sa.Column("vat_rate", sa.Integer(), nullable=False),
        sa.Column("vat_note", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_fee_schedule_call_id_call")),
        sa.ForeignKeyConstraint(["issuer_id"], ["institution.id"], name=op.f("fk_fee_schedule_issuer_id_institution")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_fee_schedule")),
    )
    op.create_table(
        "invoice_series",
        sa.Column("institution_id", sa.String(length=26), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_invoice_series_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("institution_id", "year", name=op.f("pk_invoice_series")),
    )
    op.create_table(
        "date_move",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("category_id", sa.String(length=26), nullable=True),
        sa.Column("change_id", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", JSON, nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_date_move_call_id_call")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_date_move_category_id_category"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_date_move")),
    )
    with op.batch_alter_table("date_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_date_move_call_id_moved_at"), ["call_id", "moved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_date_move_change_id"), ["change_id"], unique=False)

    op.create_table(
        "fee",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("category_id", sa.String(length=26), nullable=True),
        sa.Column(
            "status", sa.Enum("professional", "student", name="feestatus", native_enum=False, length=20), nullable=False
        ),
        sa.Column(
            "tier", sa.Enum("early", "regular", "late", name="feetier", native_enum=False, length=20), nullable=False
        ),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_fee_cents")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_fee_call_id_call")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_fee_category_id_category"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fee")),
    )
    with op.batch_alter_table("fee", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_fee_call_id"), ["call_id"], unique=False)

    op.create_table(
        "voucher",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column(
            "kind", sa.Enum("late", "discount", name="voucherkind", native_enum=False, length=20), nullable=False
        ),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("category_id", sa.String(length=26), nullable=True),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("used >= 0 AND used <= uses", name=op.f("ck_voucher_used")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_voucher_call_id_call")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_voucher_category_id_category"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voucher")),
        sa.UniqueConstraint("call_id", "code", name=op.f("uq_voucher_call_id_code")),
    )
    op.create_table(
        "charge",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.String(length=26), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("rule", JSON, nullable=False),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid", sa.BigInteger(), nullable=False),
        sa.Column("waived", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "nothing",
                "owed",
                "part_paid",
                "paid",
                "waived",
                "refunded",
                name="chargestate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "cents >= 0 AND paid >= 0 AND waived >= 0 AND refunded >= 0 AND refunded <= paid",
            name=op.f("ck_charge_sums"),
        ),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_charge_call_id_call")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_charge_entry_id_entry")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_charge_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charge")),
        sa.UniqueConstraint("key", name=op.f("uq_charge_key")),
    )
    with op.batch_alter_table("charge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charge_call_id_state"), ["call_id", "state"], unique=False)

    op.create_table(
        "entry_extension",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("granted_by", sa.String(length=26), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_entry_extension_entry_id_entry")),
        sa.ForeignKeyConstraint(["granted_by"], ["person.id"], name=op.f("fk_entry_extension_granted_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_extension")),
    )
    with op.batch_alter_table("entry_extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_extension_entry_id"), ["entry_id"], unique=False)

    op.create_table(
        "fee_choice",
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column(
            "status", sa.Enum("professional", "student", name="feestatus", native_enum=False, length=20), nullable=False
        ),
        sa.Column("buyer_name", sa.String(length=200), nullable=False),
        sa.Column("buyer_address", sa.Text(), nullable=False),
        sa.Column("buyer_vat", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_fee_choice_entry_id_entry")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_fee_choice")),
    )
    op.create_table(
        "voucher_use",
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column(
            "kind", sa.Enum("late", "discount", name="voucherkind", native_enum=False, length=20), nullable=False
        ),
        sa.Column("voucher_id", sa.String(length=26), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("category_id", sa.String(length=26), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_voucher_use_category_id_category"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_voucher_use_entry_id_entry")),
        sa.ForeignKeyConstraint(["voucher_id"], ["voucher.id"], name=op.f("fk_voucher_use_voucher_id_voucher")),
        sa.PrimaryKeyConstraint("entry_id", "kind", name=op.f("pk_voucher_use")),
    )
    with op.batch_alter_table("voucher_use", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voucher_use_voucher_id"), ["voucher_id"], unique=False)

    op.create_table(
        "charged_entry",
        sa.Column("entry_id", sa.String(length=26), nullable=False),
        sa.Column("charge_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_charged_entry_charge_id_charge")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_charged_entry_entry_id_entry")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_charged_entry")),
    )
    with op.batch_alter_table("charged_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_charged_entry_charge_id"), ["charge_id"], unique=False)

    op.create_table(
        "invoice",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("institution_id", sa.String(length=26), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("invoice", "credit_note", name="invoicekind", native_enum=False, length=20), nullable=False
        ),
        sa.Column("charge_id", sa.String(length=26), nullable=False),
        sa.Column("corrects", sa.String(length=26), nullable=True),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("sheet", JSON, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_invoice_charge_id_charge")),
        sa.ForeignKeyConstraint(["corrects"], ["invoice.id"], name=op.f("fk_invoice_corrects_invoice")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_invoice_institution_id_institution")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("institution_id", "year", "number", name=op.f("uq_invoice_institution_id_year_number")),
    )
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invoice_charge_id"), ["charge_id"], unique=False)

    op.create_table(
        "payment",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("charge_id", sa.String(length=26), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("payment", "refund", "waiver", name="paymentkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.String(length=26), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("struck_reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("cents > 0", name=op.f("ck_payment_cents")),
        sa.ForeignKeyConstraint(["charge_id"], ["charge.id"], name=op.f("fk_payment_charge_id_charge")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_payment_recorded_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("charge_id", "key", name=op.f("uq_payment_charge_id_key")),
    )
    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.add_column(sa.Column("fix_by_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("pay_by_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ship_by_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("fix_by_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("pay_by_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ship_by_at", sa.DateTime(timezone=True), nullable=True))

    timings = sa.Enum("in_time", "extended", "late", "by_code", name="timing", native_enum=False, length=20)
    op.add_column("submission", sa.Column("timing", timings, nullable=False, server_default="in_time"))
    op.execute(sa.text("UPDATE submission SET timing = 'late' WHERE is_late"))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_column("timing")

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_column("ship_by_at")
        batch_op.drop_column("pay_by_at")
        batch_op.drop_column("fix_by_at")
        batch_op.drop_column("closes_at")
        batch_op.drop_column("due_at")

    with op.batch_alter_table("call", schema=None) as batch_op:
        batch_op.drop_column("ship_by_at")
        batch_op.drop_column("pay_by_at")
        batch_op.drop_column("fix_by_at")

    op.drop_table("payment")
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoice_charge_id"))

    op.drop_table("invoice")
    with op.batch_alter_table("charged_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charged_entry_charge_id"))

    op.drop_table("charged_entry")
    with op.batch_alter_table("voucher_use", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_voucher_use_voucher_id"))

    op.drop_table("voucher_use")
    op.drop_table("fee_choice")
    with op.batch_alter_table("entry_extension", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_extension_entry_id"))

    op.drop_table("entry_extension")
    with op.batch_alter_table("charge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_charge_call_id_state"))

    op.drop_table("charge")
    op.drop_table("voucher")
    with op.batch_alter_table("fee", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_fee_call_id"))

    op.drop_table("fee")
    with op.batch_alter_table("date_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_date_move_change_id"))
        batch_op.drop_index(batch_op.f("ix_date_move_call_id_moved_at"))

    op.drop_table("date_move")
    op.drop_table("invoice_series")
    op.drop_table("fee_schedule")
    # ### end Alembic commands ###
