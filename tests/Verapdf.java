import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Prints each rule that a PDF breaks, one line each: clause, test number and message. */
public class Verapdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var flavour = PDFAFlavour.fromString(arguments[1]);
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("unknown flavour " + arguments[1]);
        }
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new File(arguments[0]), flavour);
                var validator = foundry.createValidator(flavour, false)) {
            var result = validator.validate(parser);
            for (TestAssertion fault : result.getTestAssertions()) {
                var rule = fault.getRuleId();
                System.out.println("FAULT " + rule.getClause() + " " + rule.getTestNumber()
                        + ": " + fault.getMessage().replaceAll("\\s+", " "));
            }
            System.out.println(result.isCompliant() ? "COMPLIANT" : "BROKEN");
        }
    }
}
