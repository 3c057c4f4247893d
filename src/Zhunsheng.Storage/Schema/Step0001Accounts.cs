using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>Organisations, people, their roles, and the logs about them.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000001_accounts")]
internal sealed class Step0001Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "organisations",
            t => new
            {
                id = t.Column<Guid>(),
                name = t.Column<string>(),
                @short = t.Column<string>(),
                code = t.Column<string>(nullable: true),
                created = t.Column<DateTime>(),
            },
            constraints: t => t.PrimaryKey("pk_organisations", x => x.id));
        migrationBuilder.CreateIndex("ux_organisations_name", "organisations", "name", unique: true);

        migrationBuilder.CreateTable(
            "organisation_roles",
            t => new { organisation_id = t.Column<Guid>(), rulebook_id = t.Column<string>(), role = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_organisation_roles", x => new { x.organisation_id, x.rulebook_id, x.role });
                t.ForeignKey("fk_organisation_roles_organisation", x => x.organisation_id, "organisations", "id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            "users",
            t => new
            {
                id = t.Column<Guid>(),
                user_name = t.Column<string>(nullable: true),
                normalized_user_name = t.Column<string>(nullable: true),
                email = t.Column<string>(nullable: true),
                normalized_email = t.Column<string>(nullable: true),
                email_confirmed = t.Column<bool>(),
                password_hash = t.Column<string>(nullable: true),
                security_stamp = t.Column<string>(nullable: true),
                concurrency_stamp = t.Column<string>(nullable: true),
                phone_number = t.Column<string>(nullable: true),
                phone_number_confirmed = t.Column<bool>(),
                two_factor_enabled = t.Column<bool>(),
                lockout_end = t.Column<DateTime>(nullable: true),
                lockout_enabled = t.Column<bool>(),
                access_failed_count = t.Column<int>(),
                display_name = t.Column<string>(),
                organisation_id = t.Column<Guid>(nullable: true),
                disabled = t.Column<bool>(),
                must_change_password = t.Column<bool>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_users", x => x.id);
                t.ForeignKey("fk_users_organisation", x => x.organisation_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ux_users_normalized_user_name", "users", "normalized_user_name", unique: true);
        migrationBuilder.CreateIndex("ix_users_normalized_email", "users", "normalized_email");
        migrationBuilder.CreateIndex("ix_users_organisation", "users", "organisation_id");

        migrationBuilder.CreateTable(
            "user_case_roles",
            t => new { user_id = t.Column<Guid>(), rulebook_id = t.Column<string>(), role = t.Column<string>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_user_case_roles", x => new { x.user_id, x.rulebook_id, x.role });
                t.ForeignKey("fk_user_case_roles_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });

        Identity(migrationBuilder);
        Logs(migrationBuilder);
    }

    private static void Identity(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "identity_roles",
            t => new
            {
                id = t.Column<Guid>(),
                name = t.Column<string>(nullable: true),
                normalized_name = t.Column<string>(nullable: true),
                concurrency_stamp = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("pk_identity_roles", x => x.id));
        migrationBuilder.CreateIndex("ux_identity_roles_normalized_name", "identity_roles", "normalized_name", unique: true);

        migrationBuilder.CreateTable(
            "identity_user_roles",
            t => new { user_id = t.Column<Guid>(), role_id = t.Column<Guid>() },
            constraints: t =>
            {
                t.PrimaryKey("pk_identity_user_roles", x => new { x.user_id, x.role_id });
                t.ForeignKey("fk_identity_user_roles_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
                t.ForeignKey("fk_identity_user_roles_role", x => x.role_id, "identity_roles", "id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            "identity_user_claims",
            t => new
            {
                id = t.Column<int>().AutoNumbered(),
                user_id = t.Column<Guid>(),
                claim_type = t.Column<string>(nullable: true),
                claim_value = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_identity_user_claims", x => x.id);
                t.ForeignKey("fk_identity_user_claims_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            "identity_role_claims",
            t => new
            {
                id = t.Column<int>().AutoNumbered(),
                role_id = t.Column<Guid>(),
                claim_type = t.Column<string>(nullable: true),
                claim_value = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_identity_role_claims", x => x.id);
                t.ForeignKey("fk_identity_role_claims_role", x => x.role_id, "identity_roles", "id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            "identity_user_logins",
            t => new
            {
                login_provider = t.Column<string>(),
                provider_key = t.Column<string>(),
                provider_display_name = t.Column<string>(nullable: true),
                user_id = t.Column<Guid>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_identity_user_logins", x => new { x.login_provider, x.provider_key });
                t.ForeignKey("fk_identity_user_logins_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            "identity_user_tokens",
            t => new
            {
                user_id = t.Column<Guid>(),
                login_provider = t.Column<string>(),
                name = t.Column<string>(),
                value = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_identity_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                t.ForeignKey("fk_identity_user_tokens_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void Logs(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "admin_events",
            t => new
            {
                id = t.Column<Guid>(),
                at = t.Column<DateTime>(),
                by_id = t.Column<Guid>(nullable: true),
                by_name = t.Column<string>(),
                what = t.Column<string>(),
                subject = t.Column<string>(),
                details = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_admin_events", x => x.id));
        migrationBuilder.CreateIndex("ix_admin_events_at", "admin_events", "at");

        migrationBuilder.CreateTable(
            "access_refusals",
            t => new
            {
                id = t.Column<Guid>(),
                at = t.Column<DateTime>(),
                user_id = t.Column<Guid>(nullable: true),
                user_name = t.Column<string>(),
                what = t.Column<string>(),
                address = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("pk_access_refusals", x => x.id));
        migrationBuilder.CreateIndex("ix_access_refusals_at", "access_refusals", "at");
    }
}
