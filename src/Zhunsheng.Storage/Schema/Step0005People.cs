using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>
/// Jurisdictions, three kinds of administrator, roles asked for, deputies, and the log as a chain. Refusals become entries of the log. Organisations are put into their jurisdiction when the rulebooks are
/// read next, and entries of the log are chained by the program after this step: neither can be told in SQL.
/// </summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000005_people")]
internal sealed class Step0005People : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        Territories(migrationBuilder);
        People(migrationBuilder);
        Deputies(migrationBuilder);
        Log(migrationBuilder);
    }

    private static void Territories(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "jurisdictions",
            t => new { id = t.Column<Guid>(), name = t.Column<string>(), code = t.Column<string>(nullable: true), created = t.Column<DateTime>() },
            constraints: t => t.PrimaryKey("pk_jurisdictions", x => x.id));
        migrationBuilder.CreateIndex("ux_jurisdictions_name", "jurisdictions", "name", unique: true);
        migrationBuilder.CreateIndex("ux_jurisdictions_code", "jurisdictions", "code", unique: true);
        migrationBuilder.CreateTable(
            "jurisdiction_rulebooks",
            t => new { rulebook_id = t.Column<string>(), territory_id = t.Column<Guid>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_jurisdiction_rulebooks", x => x.rulebook_id);
                t.ForeignKey("fk_jurisdiction_rulebooks_jurisdiction", x => x.territory_id, "jurisdictions", "id", onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.AddColumn<Guid>("territory_id", "organisations", nullable: true);
        migrationBuilder.DropIndex("ux_organisations_name", "organisations");
        migrationBuilder.CreateIndex("ux_organisations_name", "organisations", ["territory_id", "name"], unique: true);
        migrationBuilder.CreateIndex("ix_organisations_code", "organisations", ["territory_id", "code"]);
    }

    private static void People(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("admin_kind", "users", nullable: true);
        migrationBuilder.AddColumn<string>("requested_kind", "users", nullable: true);
        migrationBuilder.AddColumn<Guid>("territory_id", "users", nullable: true);
        migrationBuilder.AddColumn<bool>("locked", "users", nullable: false, defaultValue: false);
        migrationBuilder.Sql("UPDATE users SET admin_kind = 'System' WHERE id IN (SELECT u.user_id FROM identity_user_roles u JOIN identity_roles r ON r.id = u.role_id WHERE r.name = '系统管理员')");
        migrationBuilder.CreateIndex("ix_users_admin_kind", "users", "admin_kind");
        migrationBuilder.CreateTable(
            "user_requested_roles",
            t => new { user_id = t.Column<Guid>(), rulebook_id = t.Column<string>(), role = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_user_requested_roles", x => new { x.user_id, x.rulebook_id, x.role });
                t.ForeignKey("fk_user_requested_roles_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void Deputies(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "deputies",
            t => new
            {
                id = t.Column<Guid>(),
                principal_id = t.Column<Guid>(),
                deputy_id = t.Column<Guid>(),
                first_day = t.Column<DateOnly>(),
                last_day = t.Column<DateOnly>(),
                named_by_id = t.Column<Guid>(),
                named_by = t.Column<string>(),
                created = t.Column<DateTime>(),
                ended = t.Column<DateTime>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_deputies", x => x.id);
                t.ForeignKey("fk_deputies_principal", x => x.principal_id, "users", "id", onDelete: ReferentialAction.Restrict);
                t.ForeignKey("fk_deputies_deputy", x => x.deputy_id, "users", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_deputies_deputy", "deputies", ["deputy_id", "last_day"]);
        migrationBuilder.CreateIndex("ix_deputies_principal", "deputies", ["principal_id", "last_day"]);
        migrationBuilder.CreateTable(
            "deputy_roles",
            t => new { appointment_id = t.Column<Guid>(), rulebook_id = t.Column<string>(), role = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_deputy_roles", x => new { x.appointment_id, x.rulebook_id, x.role });
                t.ForeignKey("fk_deputy_roles_deputy", x => x.appointment_id, "deputies", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void Log(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("number", "admin_events", nullable: false, defaultValue: 0L);
        migrationBuilder.AddColumn<string>("kind", "admin_events", nullable: false, defaultValue: "Account");
        migrationBuilder.AddColumn<Guid>("territory_id", "admin_events", nullable: true);
        migrationBuilder.AddColumn<string>("address", "admin_events", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("previous_digest", "admin_events", nullable: false, defaultValue: "");
        migrationBuilder.AddColumn<string>("digest", "admin_events", nullable: false, defaultValue: "");
        migrationBuilder.Sql("""
            INSERT INTO admin_events (id, at, by_id, by_name, what, subject, details, kind, address)
            SELECT id, at, user_id, '', what, user_name, '', 'Refusal', address FROM access_refusals
            """);
        migrationBuilder.DropTable("access_refusals");
        migrationBuilder.CreateIndex("ux_admin_events_number", "admin_events", "number", unique: true, filter: "number > 0");
        migrationBuilder.CreateIndex("ix_admin_events_territory", "admin_events", ["territory_id", "number"]);
        migrationBuilder.CreateTable(
            "admin_log",
            t => new { id = t.Column<int>(), number = t.Column<long>(), digest = t.Column<string>() },
            constraints: t => t.PrimaryKey("pk_admin_log", x => x.id));
        migrationBuilder.Sql($"INSERT INTO admin_log (id, number, digest) VALUES (1, 0, '{AdminLog.Root}')");
    }
}
