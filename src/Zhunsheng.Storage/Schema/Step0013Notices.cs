using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>What people are told, how each wants it, and the mails that carry it.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000013_notices")]
internal sealed class Step0013Notices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "notices",
            t => new
            {
                id = t.Column<Guid>(),
                user_id = t.Column<Guid>(),
                occasion = t.Column<string>(),
                kind = t.Column<int>(),
                case_id = t.Column<Guid>(nullable: true),
                act_number = t.Column<int>(nullable: true),
                step = t.Column<string>(nullable: true),
                step_title = t.Column<string>(nullable: true),
                key = t.Column<string>(nullable: true),
                word = t.Column<string>(nullable: true),
                by_name = t.Column<string>(nullable: true),
                article = t.Column<string>(nullable: true),
                due_on = t.Column<DateOnly>(nullable: true),
                address = t.Column<string>(nullable: true),
                at = t.Column<DateTime>(),
                read_at = t.Column<DateTime>(nullable: true),
                settled = t.Column<bool>(),
                mail_at = t.Column<DateTime>(nullable: true),
                mail_kind = t.Column<int>(nullable: true),
                mail_id = t.Column<Guid>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_notices", x => x.id);
                t.ForeignKey("fk_notices_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
                t.ForeignKey("fk_notices_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ux_notices_occasion", "notices", ["occasion", "user_id"], unique: true);
        migrationBuilder.CreateIndex("ix_notices_user", "notices", ["user_id", "at"]);
        migrationBuilder.CreateIndex("ix_notices_unread", "notices", "user_id", filter: "read_at IS NULL");
        migrationBuilder.CreateIndex("ix_notices_case", "notices", "case_id");
        migrationBuilder.CreateIndex("ix_notices_mail_at", "notices", "mail_at", filter: "mail_at IS NOT NULL AND mail_id IS NULL");
        migrationBuilder.CreateIndex("ix_notices_mail", "notices", "mail_id", filter: "mail_id IS NOT NULL");
        migrationBuilder.CreateTable(
            "notice_choices",
            t => new { user_id = t.Column<Guid>(), kind = t.Column<int>(), frequency = t.Column<int>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_notice_choices", x => new { x.user_id, x.kind });
                t.ForeignKey("fk_notice_choices_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "mail_boxes",
            t => new
            {
                user_id = t.Column<Guid>(),
                address = t.Column<string>(nullable: true),
                confirmed_at = t.Column<DateTime>(nullable: true),
                pending = t.Column<string>(nullable: true),
                quiet_from = t.Column<int>(nullable: true),
                quiet_to = t.Column<int>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_mail_boxes", x => x.user_id);
                t.ForeignKey("fk_mail_boxes_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateTable(
            "mails",
            t => new
            {
                id = t.Column<Guid>(),
                occasion = t.Column<string>(),
                kind = t.Column<int>(),
                user_id = t.Column<Guid>(nullable: true),
                address = t.Column<string>(nullable: true),
                state = t.Column<int>(),
                attempts = t.Column<int>(),
                due_at = t.Column<DateTime>(),
                lease_until = t.Column<DateTime>(nullable: true),
                node = t.Column<string>(nullable: true),
                error = t.Column<string>(nullable: true),
                created = t.Column<DateTime>(),
                ended_at = t.Column<DateTime>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_mails", x => x.id));
        migrationBuilder.CreateIndex("ux_mails_occasion", "mails", "occasion", unique: true);
        migrationBuilder.CreateIndex("ix_mails_state", "mails", ["state", "due_at"]);
    }
}
