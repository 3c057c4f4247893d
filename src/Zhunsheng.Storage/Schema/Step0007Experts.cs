using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>The pools of experts. Who was drawn for a file stands in the file's acts.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000007_experts")]
internal sealed class Step0007Experts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "experts",
            t => new
            {
                id = t.Column<Guid>(),
                rulebook_id = t.Column<string>(),
                role = t.Column<string>(),
                user_id = t.Column<Guid>(),
                number = t.Column<int>(),
                name = t.Column<string>(),
                unit = t.Column<string>(),
                title = t.Column<string>(),
                specialties = t.Column<string>(),
                phone = t.Column<string>(),
                active = t.Column<bool>(),
                version = t.Column<int>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_experts", x => x.id);
                t.ForeignKey("fk_experts_user", x => x.user_id, "users", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_experts_number", "experts", ["rulebook_id", "role", "number"], unique: true);
        migrationBuilder.CreateIndex("ix_experts_user", "experts", ["user_id", "rulebook_id", "role"], unique: true);
    }
}
