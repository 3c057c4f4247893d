using System.Diagnostics;
using System.Text;

namespace Zhunsheng.Casework.Tests;

public class Sm3Tests
{
    private const string OpenSsl = "/usr/bin/openssl";

    [Theory]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    [InlineData("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    public void HashHex_VectorOfTheStandard_IsAsPrinted(string text, string digest) =>
        Assert.Equal(digest, Sm3.HashHex(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(55)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Append_InPieces_EqualsTheWhole(int piece)
    {
        var content = Content(777);
        var hash = new Sm3();
        foreach (var part in content.Chunk(piece))
        {
            hash.Append(part);
        }

        Assert.Equal(Sm3.Hash(content), hash.Finish());
    }

    [Fact]
    public void Append_AfterFinish_Throws()
    {
        var hash = new Sm3();
        hash.Finish();
        Assert.Throws<InvalidOperationException>(() => hash.Append([1]));
    }

    [Fact]
    public async Task Hash_EveryLengthAroundTheBlocks_AgreesWithOpenSsl()
    {
        Assert.SkipUnless(File.Exists(OpenSsl), "没有 openssl，不能用它核对");
        foreach (var length in new[] { 54, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000_003 })
        {
            var content = Content(length);
            Assert.Equal(await OpenSslDigest(content), Sm3.HashHex(content));
        }
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 31) + (i >> 8)))];

    private static async Task<string> OpenSslDigest(byte[] content)
    {
        using var process = Process.Start(new ProcessStartInfo(OpenSsl, "dgst -sm3 -binary") { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var reading = ReadAll(process.StandardOutput.BaseStream);
        await process.StandardInput.BaseStream.WriteAsync(content);
        process.StandardInput.Close();
        var digest = await reading;
        await process.WaitForExitAsync();
        return Convert.ToHexStringLower(digest);
    }

    private static async Task<byte[]> ReadAll(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }
}
