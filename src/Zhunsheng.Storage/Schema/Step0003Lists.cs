using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Zhunsheng.Storage.Schema;

/// <summary>The lists worked out from the acts: case files and what waits to be done. Files stored before it are listed by a rebuild.</summary>
[DbContext(typeof(ZhunshengDbContext))]
[Migration("00000000000003_lists")]
internal sealed class Step0003Lists : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "case_index",
            t => new
            {
                case_id = t.Column<Guid>(),
                number = t.Column<string>(),
                rulebook_id = t.Column<string>(),
                kind = t.Column<string>(),
                title = t.Column<string>(),
                owner_id = t.Column<Guid>(),
                owner_name = t.Column<string>(),
                phase = t.Column<string>(nullable: true),
                phase_order = t.Column<int>(),
                plan_year = t.Column<int>(nullable: true),
                money = t.Column<long>(nullable: true),
                next = t.Column<string>(),
                closed = t.Column<bool>(),
                head = t.Column<int>(),
                updated = t.Column<DateTime>(),
                evaluated_on = t.Column<DateOnly>(),
                search_text = t.Column<string>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_case_index", x => x.case_id);
                t.ForeignKey("fk_case_index_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_case_index_updated", "case_index", ["rulebook_id", "updated"]);
        migrationBuilder.CreateIndex("ix_case_index_owner", "case_index", ["owner_id", "updated"]);
        migrationBuilder.CreateIndex("ix_case_index_evaluated_on", "case_index", ["closed", "evaluated_on"]);

        migrationBuilder.CreateTable(
            "work_items",
            t => new
            {
                case_id = t.Column<Guid>(),
                ordinal = t.Column<int>(),
                step = t.Column<string>(),
                step_title = t.Column<string>(),
                key = t.Column<string>(nullable: true),
                role = t.Column<string>(),
                audience = t.Column<string>(),
                own = t.Column<bool>(),
                owner_id = t.Column<Guid>(),
                returned = t.Column<bool>(),
                blocked = t.Column<bool>(),
                optional = t.Column<bool>(),
                conveyed = t.Column<bool>(),
                opens_on = t.Column<DateOnly>(nullable: true),
                remind_on = t.Column<DateOnly>(nullable: true),
                due_on = t.Column<DateOnly>(nullable: true),
                provisional_on = t.Column<DateOnly>(nullable: true),
                since = t.Column<DateOnly>(),
            },
            constraints: t =>
            {
                t.PrimaryKey("pk_work_items", x => new { x.case_id, x.ordinal });
                t.ForeignKey("fk_work_items_case", x => x.case_id, "cases", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_work_items_audience", "work_items", ["audience", "due_on"]);
        migrationBuilder.CreateIndex("ix_work_items_owner", "work_items", ["owner_id", "audience"]);
        migrationBuilder.CreateIndex("ix_work_items_step", "work_items", "step");
    }
}
