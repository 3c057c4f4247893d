namespace Zhunsheng.Web.Pages.Errors;

/// <summary>What an error page says: what it is, what was kept, what to do now.</summary>
/// <param name="Heading">What it is.</param>
/// <param name="Kept">What was kept and what was not changed.</param>
/// <param name="Now">What to do.</param>
internal sealed record ErrorWords(string Heading, string Kept, string Now)
{
    /// <summary>The words of a status code.</summary>
    public static ErrorWords Of(int status) => status switch
    {
        400 or 419 => new("这次提交没有被接受", "什么也没有改动；以前存的草稿都在。", "表单可能放得太久，或者不是从本页提交的。请回到上一页刷新，再提交一次。"),
        401 => new("没有登录", "什么也没有改动；存过的草稿都在。", "请登录以后再来。"),
        403 => new("你不能打开这一页", "什么也没有改动。本次访问已记录。", "你的角色不办这件事。该由你办的，请安全管理员核对角色。"),
        404 => new("没有这一页，或者你无权查看", "什么也没有改动。本次访问已记录。", "请从项目列表或工作台进入。无权访问的案卷与不存在的案卷在这里没有区别；该看到却看不到，请安全管理员核对角色。"),
        405 => new("这个地址不能这样用", "什么也没有改动。", "请从页面上的按钮办理。"),
        409 => new("有人先办了一步", "你这次没有改动什么；别人办的已经记在案卷里。", "请打开案卷看变了什么，再接着办。"),
        413 => new("提交的内容太大", "什么也没有保存；以前存的草稿都在。", "请把文件压缩或拆分后再提交，分几次存草稿也可以。"),
        415 => new("这种内容收不了", "什么也没有改动。", "请从页面上的表单提交。"),
        429 => new("请求太多，请歇一歇", "这一次没有办，什么也没有改动。", "请过一分钟再试。程序请按接口说明放慢。"),
        503 => new("现在办不了，请稍后再试", "什么也没有改动；已经提交成功的行为和存过的草稿都在。", "请过一会儿刷新；填着表的，按浏览器的“后退”回到表单，填的一般还在，过一会儿再提交。仍然不行，请联系系统管理员。"),
        >= 500 => new("系统出了问题", "已经提交成功的行为不会丢失，存过的草稿都在。", "请先到案卷页看刚才那一步记上没有，没有再交一次，不会办两遍；仍然不行，请联系系统管理员。"),
        _ => new("没有办成", "什么也没有改动。", "请回到上一页再试。"),
    };
}
