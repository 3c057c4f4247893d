namespace Zhunsheng.Feel.Tests;

/// <summary>Regular expressions as XPath has them: characters are Unicode's, mistakes are null.</summary>
public class PatternTests
{
    [Theory]
    [InlineData("matches(\"😀\", \"^.$\")", "true")]
    [InlineData("matches(\"😀\", \"^.$\", \"s\")", "true")]
    [InlineData("matches(\"😀\", \"^..$\")", "false")]
    [InlineData("replace(\"😀a\", \".\", \"x\")", "\"xx\"")]
    [InlineData("replace(\"a😀b\", \"[^a-z]\", \"x\")", "\"axb\"")]
    [InlineData("matches(\"😀\", \"^[😀-😂]$\")", "true")]
    [InlineData("matches(\"😃\", \"^[😀-😂]$\")", "false")]
    [InlineData("matches(\"😀😀\", \"^😀{2}$\")", "true")]
    [InlineData("matches(\"a\", \"[😀a]\")", "true")]
    [InlineData("matches(\"𠮷\", \"^\\\\p{L}$\")", "true")]
    [InlineData("matches(\"𠮷\", \"^\\\\w\\\\W?$\")", "true")]
    [InlineData("matches(\"😀\", \"^\\\\S$\")", "true")]
    [InlineData("split(\"a😀b😁c\", \"[^\\\\p{L}]\")", "[\"a\", \"b\", \"c\"]")]
    [InlineData("replace(\"𐐀\", \"[𐐨]\", \"x\", \"i\")", "\"x\"")]
    [InlineData("replace(\"中文abc\", \"[a-c-[b]]\", \"-\")", "\"中文-b-\"")]
    [InlineData("replace(\"x1:y\", \"[\\\\i-[:]]\", \"_\")", "\"_1:_\"")]
    [InlineData("replace(\"x1:y\", \"[\\\\I]\", \"_\")", "\"x_:y\"")]
    [InlineData("replace(\"x1:!\", \"[\\\\c]\", \"_\")", "\"___!\"")]
    [InlineData("replace(\"x1:!\", \"[\\\\C]\", \"_\")", "\"x1:_\"")]
    [InlineData("replace(\"x1:!\", \"\\\\C\", \"_\")", "\"x1:_\"")]
    [InlineData("replace(\"x1:!\", \"\\\\i\", \"_\")", "\"_1_!\"")]
    [InlineData("matches(\"k\", \"[^K]\", \"i\")", "false")]
    [InlineData("matches(\"b\", \"[A-C-[B]]\", \"i\")", "false")]
    [InlineData("matches(\"a]b\", \"[\\\\]]\")", "true")]
    [InlineData("matches(\"a-b\", \"^[a\\\\-b-]+$\")", "true")]
    public void Evaluate_CharactersOfUnicode_AreOneEach(string text, string expected) => Assert.Equal(expected, Eval.Loose(text));

    [Theory]
    [InlineData("replace(\"abcdefghijkl\", \"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)\", \"$11\")", "\"kl\"")]
    [InlineData("replace(\"abc\", \"(a)\", \"$12\")", "\"a2bc\"")]
    [InlineData("replace(\"abc\", \"a\", \"$1\")", "\"bc\"")]
    [InlineData("replace(\"abc\", \"b\", \"[$0]\")", "\"a[b]c\"")]
    [InlineData("replace(\"abc\", \"b\", \"\\\\$\")", "\"a$c\"")]
    [InlineData("replace(\"abc\", \"b\", \"\\\\\\\\\")", "\"a\\\\c\"")]
    [InlineData("replace(\"a.c\", \".\", \"$\", \"q\")", "\"a$c\"")]
    [InlineData("matches(\"abab\", \"^(ab)\\\\1$\")", "true")]
    [InlineData("matches(\"aa0\", \"^(a)\\\\10$\")", "true")]
    public void Replace_Groups_AreThoseThatThereAre(string text, string expected) => Assert.Equal(expected, Eval.Loose(text));

    [Theory]
    [InlineData("[\\w]")]
    [InlineData("\\w")]
    [InlineData("\\p{IsBasicLatin}")]
    [InlineData("(")]
    public void Matches_EndlessPattern_StaysSmall(string part)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in new[] { "a", "😀" })
        {
            foreach (var flags in new[] { "", "i" })
            {
                var pattern = string.Concat(Enumerable.Repeat(part, 9900 / part.Length)).Replace("\\", "\\\\", StringComparison.Ordinal);
                Assert.NotEqual("true", Eval.Loose($"matches(\"{text}\", \"{pattern}\", \"{flags}\")"));
            }
        }

        // What takes long here also takes room: an automaton of thousands of character classes.
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 1_000_000_000, $"{allocated:N0}");
    }

    [Theory]
    [InlineData("replace(\"abc\", \"x*\", \"-\")")]
    [InlineData("replace(\"abc\", \"\", \"-\")")]
    [InlineData("split(\"abc\", \"\")")]
    [InlineData("split(\"abc\", \"x*\")")]
    [InlineData("replace(\"abc\", \"b\", \"$\")")]
    [InlineData("replace(\"abc\", \"b\", \"$x\")")]
    [InlineData("replace(\"abc\", \"b\", \"\\\\n\")")]
    [InlineData("replace(\"abc\", \"b\", \"\\\\\")")]
    [InlineData("matches(\"a\", \"]\")")]
    [InlineData("matches(\"a\", \"}\")")]
    [InlineData("matches(\"a\", \"a{,3}\")")]
    [InlineData("matches(\"a\", \"a{3,1}\")")]
    [InlineData("matches(\"a\", \"a{\")")]
    [InlineData("matches(\"a\", \"[]a]\")")]
    [InlineData("matches(\"a\", \"[]\")")]
    [InlineData("matches(\"a\", \"[a\")")]
    [InlineData("matches(\"a\", \"[b-a]\")")]
    [InlineData("matches(\"a\", \"a**\")")]
    [InlineData("matches(\"a\", \"*\")")]
    [InlineData("matches(\"a\", \"(a\")")]
    [InlineData("matches(\"a\", \"a)\")")]
    [InlineData("matches(\"a\", \"(?=a)\")")]
    [InlineData("matches(\"a\", \"(a\\\\1)\")")]
    [InlineData("matches(\"a\", \"\\\\p{Nonsense}\")")]
    [InlineData("matches(\"a\", \"\\\\\")")]
    public void Evaluate_MistakeInAPattern_IsNullWithAReason(string text)
    {
        var expression = Eval.Compile(text, null, Eval.Lenient);
        Assert.Equal("null", expression.Evaluate([]).ToString());
        Assert.NotEmpty(expression.Explain([]));
    }
}
