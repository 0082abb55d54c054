using System.Text.RegularExpressions;
using Xunit;

namespace Amity.Architecture;

public sealed partial class SourceTests
{
    private static readonly IReadOnlyList<(string Path, string Text)> Product =
        [.. Source.Of("Amity.Core"), .. Source.Of("Amity.Modules"), .. Source.Of("Amity.Host")];

    [Fact]
    public void http_status_numbers_stand_in_one_file() =>
        Assert.Equal(["Amity.Core/Errors/Envelope.cs"], Product.Where(file => StatusNumber().IsMatch(Regex.Replace(file.Text, "//.*", ""))).Select(file => file.Path));

    [Fact]
    public void one_file_opens_sqlite() =>
        Assert.Equal(["Amity.Core/Data/SqliteFiles.cs"], Product.Where(file => file.Text.Contains("new SqliteConnection")).Select(file => file.Path));

    [Fact]
    public void only_the_data_folder_knows_sqlite() =>
        Assert.All(Product.Where(file => SqliteName().IsMatch(file.Text)), file => Assert.StartsWith("Amity.Core/Data/", file.Path));

    [Fact]
    public void a_handler_sends_no_requests_of_its_own() =>
        Assert.DoesNotContain(Source.Of("Amity.Modules"), file => file.Path != "Amity.Modules/AmityServer.cs" && MediatorUse().IsMatch(file.Text));

    [Fact]
    public void a_file_is_one_idea_and_not_long() =>
        Assert.All(Product, file => Assert.InRange(file.Text.Count(c => c == '\n'), 1, file.Path.StartsWith("Amity.Modules/") ? 220 : 280));

    [Fact]
    public void there_are_no_folders_for_what_has_no_name() =>
        Assert.DoesNotContain(Product, file => Regex.IsMatch(file.Path, "/(Services|Repositories|Dtos|Helpers|Utils|Common)/"));

    [Fact]
    public void the_program_is_under_thirty_lines() =>
        Assert.True(Source.Read("Amity.Host/Program.cs").Split('\n').Length < 30);

    [GeneratedRegex(@"StatusCodes\.|HttpStatusCode\.|Status(?:Code)? *(?:=|==|is|>=|<) *\d{3}|Results\.|[^\w.](?:401|403|404|405|413|415|422|429|503)[^\w]")]
    private static partial Regex StatusNumber();

    [GeneratedRegex(@"Microsoft\.Data\.Sqlite|SQLitePCL")]
    private static partial Regex SqliteName();

    [GeneratedRegex(@"\bIMediator\b[^>]*\.Send|mediator\.Send|IMediator mediator")]
    private static partial Regex MediatorUse();
}
