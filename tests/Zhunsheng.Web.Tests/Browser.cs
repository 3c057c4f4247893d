using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Zhunsheng.Web.Tests;

/// <summary>A page as it came.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Location">Where to go next; null for nowhere.</param>
/// <param name="Document">The page.</param>
/// <param name="Response">The whole answer.</param>
public sealed record PageAnswer(int Status, string? Location, IHtmlDocument Document, HttpResponseMessage Response)
{
    /// <summary>All words of the page's main part, blanks made single.</summary>
    public string Text => string.Join(' ', (Document.QuerySelector("main") ?? Document.Body)!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The value of a control.</summary>
    public string? Value(string name) => Document.QuerySelector($"[name='{name}']") switch
    {
        IHtmlInputElement { Type: "radio" } => Document.QuerySelectorAll<IHtmlInputElement>($"[name='{name}']").FirstOrDefault(r => r.IsChecked)?.Value,
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value,
        _ => null,
    };
}

/// <summary>A file to be sent with a form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its content.</param>
public sealed record TestFile(string Name, byte[] Content)
{
    /// <summary>A Word file with these headings, in a heading style each.</summary>
    public static TestFile Word(string name, params string[] headings)
    {
        var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry("word/document.xml").Open());
            writer.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
            foreach (var heading in headings)
            {
                writer.Write($"<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:t>{heading}</w:t></w:r></w:p><w:p><w:r><w:t>正文。</w:t></w:r></w:p>");
            }

            writer.Write("</w:body></w:document>");
        }

        return new TestFile(name, memory.ToArray());
    }

    /// <summary>A small PDF.</summary>
    public static TestFile Pdf(string name = "申请书.pdf") => new(name, [.. "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"u8]);
}

/// <summary>What a person does with a browser: open addresses, fill forms by the names of their controls, press buttons by their words.</summary>
public sealed class Browser(HttpClient client)
{
    private static readonly HtmlParser Parser = new();

    public HttpClient Client => client;

    public async Task<PageAnswer> Get(string address) => await Answer(await client.GetAsync(new Uri(address, UriKind.Relative)));

    /// <summary>Goes where the answer says.</summary>
    public Task<PageAnswer> Follow(PageAnswer answer) => Get(answer.Location ?? throw new InvalidOperationException($"No way on from status {answer.Status}: {answer.Text}"));

    /// <summary>Fills the form that holds the button and presses it. A value of null leaves the control out, as an unchecked box is.</summary>
    public async Task<PageAnswer> Submit(PageAnswer page, string button, Dictionary<string, string?>? fill = null, Dictionary<string, TestFile>? files = null)
    {
        var (address, content) = Form(page, button, fill ?? [], files ?? []);
        return await Answer(await client.PostAsync(new Uri(address, UriKind.Relative), content));
    }

    /// <summary>The form as the browser would send it.</summary>
    public static (string Address, HttpContent Content) Form(PageAnswer page, string button, Dictionary<string, string?> fill, Dictionary<string, TestFile> files)
    {
        var pressed = page.Document.QuerySelectorAll<IHtmlButtonElement>("button[type=submit]").FirstOrDefault(b => b.TextContent.Trim() == button)
            ?? throw new InvalidOperationException($"No button “{button}” in: {page.Text}");
        var form = pressed.Closest("form") as IHtmlFormElement ?? throw new InvalidOperationException("The button stands in no form");
        var fields = new List<(string Name, string Value, TestFile? File)>();
        var named = new HashSet<string>();
        foreach (var element in form.QuerySelectorAll("input, select, textarea, button").Concat(form.Id is { Length: > 0 } id ? page.Document.QuerySelectorAll($"input[form='{id}']") : []))
        {
            var name = element.GetAttribute("name");
            if (string.IsNullOrEmpty(name))
            {
                continue;
            }

            if (element is IHtmlButtonElement)
            {
                if (element == pressed)
                {
                    fields.Add((name, element.GetAttribute("value") ?? "", null));
                }

                continue;
            }

            if (files.TryGetValue(name, out var file) && element is IHtmlInputElement { Type: "file" })
            {
                fields.Add((name, "", file));
            }
            else if (fill.TryGetValue(name, out var value))
            {
                if (value is not null && named.Add(name))
                {
                    fields.AddRange(value.Split('|').Select(v => (name, v, (TestFile?)null)));
                }
            }
            else if (element is IHtmlInputElement { Type: "radio" or "checkbox" } box)
            {
                if (box.IsChecked)
                {
                    fields.Add((name, box.Value, null));
                }
            }
            else if (element is not IHtmlInputElement { Type: "file" })
            {
                fields.Add((name, element switch { IHtmlInputElement i => i.Value, IHtmlTextAreaElement a => a.Value, IHtmlSelectElement s => s.Value ?? "", _ => "" }, null));
            }
        }

        var unknown = fill.Keys.Concat(files.Keys).Where(n => fields.TrueForAll(f => f.Name != n) && (!fill.TryGetValue(n, out var v) || v is not null)).ToList();
        Assert.True(unknown.Count == 0, "No such control: " + string.Join("、", unknown));
        var address = form.GetAttribute("action")!;
        if (form.GetAttribute("enctype") != "multipart/form-data")
        {
            return (address, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
        }

        var parts = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        foreach (var (name, value, file) in fields)
        {
            if (file is null)
            {
                parts.Add(new StringContent(value), name);
            }
            else
            {
                var body = new ByteArrayContent(file.Content);
                body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                body.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{name}\"; filename=\"{file.Name}\"");
                parts.Add(body);
            }
        }

        return (address, parts);
    }

    /// <summary>Reads an answer as a page.</summary>
    public static async Task<PageAnswer> Answer(HttpResponseMessage response) => new(
        (int)response.StatusCode, response.Headers.Location?.OriginalString,
        Parser.ParseDocument(response.Content.Headers.ContentType?.MediaType == "text/html" ? await response.Content.ReadAsStringAsync() : ""), response);
}
