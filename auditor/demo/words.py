"""Word lists of the fictitious operator; surnames are made up from two halves."""

FIRST_HALVES = (
    "Chante", "Bois", "Haute", "Clair", "Gratte", "Brise", "Belle", "Franc", "Perce", "Tourne",
    "Vire", "Mire", "Passe", "Courte", "Trotte", "Pince", "Sonne", "Tire", "Croque", "Bruis",
)  # fmt: skip
SECOND_HALVES = (
    "pluie", "dormant", "givre", "fontaine", "lune", "nuage", "feuille", "tambour", "pomme",
    "vent", "rivière", "moulin", "sabot", "lanterne", "chemin", "neige", "brume", "colline",
    "étoile", "plume", "mousse", "galet",
)  # fmt: skip
SURNAMES = tuple(first + second for first in FIRST_HALVES for second in SECOND_HALVES)

WOMEN = (
    "Marie", "Nathalie", "Isabelle", "Sylvie", "Catherine", "Françoise", "Martine", "Christine",
    "Monique", "Valérie", "Sandrine", "Véronique", "Nicole", "Stéphanie", "Sophie", "Céline",
    "Chantal", "Patricia", "Anne", "Brigitte", "Julie", "Aurélie", "Laurence", "Émilie", "Camille",
    "Léa", "Manon", "Chloé", "Inès", "Fatima", "Aïcha", "Hélène", "Zoé", "Louise", "Alice",
)  # fmt: skip
MEN = (
    "Jean", "Philippe", "Michel", "Alain", "Patrick", "Nicolas", "Christophe", "Pierre", "Éric",
    "Frédéric", "Laurent", "Stéphane", "David", "Pascal", "Daniel", "Thierry", "Olivier", "Julien",
    "Thomas", "Sébastien", "Bruno", "Gérard", "Vincent", "Antoine", "Alexandre", "Maxime", "Lucas",
    "Hugo", "Mehdi", "Karim", "Théo", "Gabriel", "Jules", "Raphaël", "Adam",
)  # fmt: skip

STREETS = (
    "rue des Lilas", "avenue du Moulin", "rue de l'Église", "boulevard de la République",
    "place du Marché", "chemin des Vignes", "rue Victor Hugo", "allée des Tilleuls",
    "impasse du Lavoir", "rue de la Gare", "avenue Jean Jaurès", "rue Pasteur", "quai des Brumes",
    "route de la Forêt", "rue du Four", "cours Gambetta",
)  # fmt: skip

TOWNS = (
    ("01053", "01000", "Bourg-en-Bresse", "01"), ("13055", "13001", "Marseille", "13"),
    ("29019", "29200", "Brest", "29"), ("31555", "31000", "Toulouse", "31"),
    ("33063", "33000", "Bordeaux", "33"), ("35238", "35000", "Rennes", "35"),
    ("38185", "38000", "Grenoble", "38"), ("44109", "44000", "Nantes", "44"),
    ("49007", "49000", "Angers", "49"), ("54395", "54000", "Nancy", "54"),
    ("59350", "59000", "Lille", "59"), ("67482", "67000", "Strasbourg", "67"),
    ("69123", "69001", "Lyon", "69"), ("75056", "75001", "Paris", "75"),
    ("76351", "76600", "Le Havre", "76"), ("83137", "83000", "Toulon", "83"),
    ("21231", "21000", "Dijon", "21"), ("63113", "63000", "Clermont-Ferrand", "63"),
    ("2A004", "20000", "Ajaccio", "2A"), ("2B033", "20200", "Bastia", "2B"),
    ("97411", "97400", "Saint-Denis", "974"), ("97120", "97110", "Pointe-à-Pitre", "971"),
)  # fmt: skip
"""INSEE code, postcode, name and department."""

SPECIALITIES = (
    ("50", "Pharmacie", "Pharmacie"), ("61", "Optique", "Optique"),
    ("68", "Audioprothèse", "Audition"), ("19", "Chirurgie dentaire", "Cabinet dentaire"),
    ("26", "Kinésithérapie", "Cabinet de kinésithérapie"),
    ("38", "Transport sanitaire", "Ambulances"), ("30", "Laboratoire", "Laboratoire"),
)  # fmt: skip
"""Code, label and how a firm of that kind calls itself."""

ACTS = (
    ("HBMD038", "Restauration d'une dent sur deux faces", "dentaire", 60.0),
    ("HBLD090", "Pose d'une couronne dentaire transitoire", "dentaire", 120.0),
    ("HBQK389", "Radiographie intrabuccale", "dentaire", 7.98),
    ("BFGA004", "Extraction du cristallin", "hospitalisation", 271.7),
    ("CDQP010", "Audiométrie tonale", "audiologie", 26.0),
    ("2203240", "Verre unifocal, classe A", "optique", 32.5),
    ("2242457", "Monture, classe A", "optique", 30.0),
    ("2355084", "Audioprothèse, classe I", "audiologie", 950.0),
    ("AMK", "Acte de masso-kinésithérapie", "auxiliaires", 16.13),
    ("ABA", "Transport sanitaire assis", "transport", 58.4),
    ("PH7", "Pharmacie à 65 %", "pharmacie", 12.3),
    ("PH4", "Pharmacie à 30 %", "pharmacie", 6.4),
    ("B", "Acte de biologie", "biologie", 18.9),
)  # fmt: skip
"""Code (CCAM, LPP or NGAP), label, domain and price."""

PRODUCTS = (
    ("Doliprane 1000 mg", "Sanofi"), ("Kardegic 75 mg", "Sanofi"), ("Levothyrox 50", "Merck"),
    ("Monture Camille", "Lunéo"), ("Monture Martin", "Lunéo"), ("Verre Opale", "Visix"),
    ("Aide auditive Clara", "Sonéa"), ("Attelle Victor", "Orthalis"), ("Bas Diane", "Veinal"),
    ("Spasfon", "Teva"), ("Lit médicalisé Alizé", "Medibo"), ("Fauteuil Léo", "Medibo"),
)  # fmt: skip

INSURERS = (
    "Mutuelle des Horizons", "Prévoyance du Littoral", "Santé Boréale", "Mutuelle Trois Rivières",
    "Assurances du Grand Pin", "Mutuelle de l'Alouette", "Institution Clairval",
    "Mutuelle Solidarité Exemple", "Garantie Azurée", "Mutuelle des Métiers Fictifs",
)  # fmt: skip

NETWORKS = ("Réseau Vision+", "Réseau Sourire", "Réseau Écoute", "")
