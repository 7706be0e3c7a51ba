/**
 * For each packaged alignment, what somebody could write in its vocabulary, and what PROV-O then finds in it that was not
 * said. Made up, after the examples that the specifications give.
 */
export const samples: Readonly<Record<string, { readonly said: string; readonly follows: string }>> = {
  airo: {
    said: `ex:scoring a airo:AISystem ; airo:isDevelopedBy ex:maker ; airo:isProvidedBy ex:seller ; airo:hasComponent ex:net .
      ex:net a airo:AIModel . ex:maker a airo:AIDeveloper . ex:seller a airo:AIProvider .`,
    follows: `ex:scoring a prov:Entity ; prov:wasAttributedTo ex:maker, ex:seller . ex:net a prov:Entity .
      ex:maker a prov:Agent . ex:seller a prov:Agent .`,
  },
  dcat: {
    said: `ex:catalog a dcat:Catalog ; dcat:dataset ex:budget-2 . ex:budget-2 a dcat:Dataset ; dcat:previousVersion ex:budget-1 ;
      dcat:isVersionOf ex:budget ; dcat:distribution ex:csv ; dcat:inSeries ex:budgets .
      ex:csv a dcat:Distribution . ex:budgets a dcat:DatasetSeries .`,
    follows: `ex:catalog a prov:Collection ; prov:hadMember ex:budget-2 . ex:budgets prov:hadMember ex:budget-2 .
      ex:budget-2 a prov:Entity ; prov:wasDerivedFrom ex:budget-1 ; prov:specializationOf ex:budget . ex:csv a prov:Entity .`,
  },
  dcterms: {
    said: `ex:report a dcterms:BibliographicResource ; dcterms:creator ex:ada ; dcterms:source ex:survey ;
      dcterms:isFormatOf ex:draft ; dcterms:created "2026-01-02T00:00:00Z"^^xsd:dateTime . ex:ada a dcterms:Agent .`,
    follows: `ex:report a prov:Entity ; prov:wasAttributedTo ex:ada ; prov:wasDerivedFrom ex:survey, ex:draft ; prov:alternateOf ex:draft ;
      prov:generatedAtTime "2026-01-02T00:00:00Z"^^xsd:dateTime . ex:ada a prov:Agent .`,
  },
  dpv: {
    said: `ex:load a dpv:Collect . ex:masking a dpv:Pseudonymise . ex:applicants a dpv:PersonalData . ex:masked a dpv:PseudonymisedData .
      ex:bank a dpv:DataController, dpv:Organisation . ex:agency a dpv:Representative ; dpv:isRepresentativeFor ex:bank .`,
    follows: `ex:load a prov:Activity . ex:masking a prov:Activity . ex:applicants a prov:Entity . ex:masked a prov:Entity .
      ex:bank a prov:Organization . ex:agency prov:actedOnBehalfOf ex:bank .`,
  },
  "dpv-ai": {
    said: `ex:model a ai:TrainedModel ; ai:hasTrainingData ex:applicants . ex:applicants a ai:TrainingData .
      ex:training a ai:ModelTraining . ex:scoring a ai:AISystem .`,
    follows: `ex:model a prov:Entity ; prov:wasDerivedFrom ex:applicants . ex:applicants a prov:Entity . ex:training a prov:Activity .
      ex:scoring a prov:Entity .`,
  },
  mls: {
    said: `ex:run a mls:Run ; mls:executes ex:forest ; mls:hasInput ex:irises, ex:trees ; mls:hasOutput ex:model, ex:score .
      ex:forest a mls:Implementation ; mls:implements ex:algorithm . ex:algorithm a mls:Algorithm . ex:irises a mls:Dataset .
      ex:trees a mls:HyperParameterSetting ; mls:hasValue "100" . ex:model a mls:Model . ex:score a mls:ModelEvaluation ; mls:hasValue 0.93 .`,
    follows: `ex:run a prov:Activity ; prov:used ex:irises, ex:trees, ex:forest . ex:model a prov:Entity ; prov:wasGeneratedBy ex:run .
      ex:algorithm a prov:Plan . ex:score prov:value 0.93 .`,
  },
  openlineage: {
    said: `ex:event a ol:RunEvent . ex:run a ol:Run . ex:job a ol:Job . ex:table a ol:Dataset . ex:size a ol:DatasetFacet .
      ex:view mun:carriesDataFrom ex:table ; mun:mayCarryDataFrom ex:other .`,
    follows: `ex:event a prov:Bundle . ex:run a prov:Activity . ex:job a prov:Plan . ex:table a prov:Entity . ex:size a prov:Entity .
      ex:view prov:wasDerivedFrom ex:table ; prov:wasInfluencedBy ex:other .`,
  },
  "p-plan": {
    said: `ex:baking a p-plan:Activity ; p-plan:correspondsToStep ex:bake . ex:bake a p-plan:Step ; p-plan:isStepOfPlan ex:recipe ;
      p-plan:hasInputVar ex:dough . ex:recipe a p-plan:Plan . ex:dough a p-plan:Variable .
      ex:this-dough a p-plan:Entity ; p-plan:correspondsToVariable ex:dough .`,
    follows: `ex:baking a prov:Activity . ex:recipe a prov:Plan . ex:bake a prov:Entity . ex:this-dough a prov:Entity .
      ex:dough a prov:Entity .`,
  },
  pav: {
    said: `ex:text-2 pav:authoredBy ex:ada ; pav:importedFrom ex:wiki ; pav:previousVersion ex:text-1 ; pav:createdWith ex:editor ;
      pav:createdOn "2026-01-02T00:00:00Z"^^xsd:dateTime . ex:text pav:hasCurrentVersion ex:text-2 .`,
    follows: `ex:text-2 prov:wasAttributedTo ex:ada, ex:editor ; prov:wasDerivedFrom ex:wiki, ex:text-1 ; prov:wasRevisionOf ex:text-1 ;
      prov:specializationOf ex:text ; prov:generatedAtTime "2026-01-02T00:00:00Z"^^xsd:dateTime .`,
  },
  provone: {
    said: `ex:run a provone:Execution ; prov:used ex:grid ; prov:wasAssociatedWith ex:ada . ex:grid a provone:Data .
      ex:map a provone:Visualization ; prov:wasGeneratedBy ex:run . ex:ada a provone:User . ex:plot a provone:Workflow ;
      provone:hasInPort ex:in . ex:in a provone:Port .`,
    follows: `ex:run a prov:Activity . ex:grid a prov:Entity . ex:map a prov:Entity . ex:ada a prov:Agent . ex:plot a prov:Plan .
      ex:in a prov:Entity .`,
  },
  "schema-actions": {
    said: `ex:translating a schema:CreateAction ; schema:agent ex:ada ; schema:object ex:poem ; schema:instrument ex:dictionary ;
      schema:result ex:gedicht ; schema:endTime "2026-01-02T00:00:00Z"^^xsd:dateTime . ex:poem a schema:CreativeWork .
      ex:gedicht a schemas:CreativeWork ; schemas:translationOfWork ex:poem ; schemas:author ex:ada .`,
    follows: `ex:translating a prov:Activity ; prov:wasAssociatedWith ex:ada ; prov:used ex:poem, ex:dictionary ;
      prov:endedAtTime "2026-01-02T00:00:00Z"^^xsd:dateTime .
      ex:gedicht a prov:Entity ; prov:wasGeneratedBy ex:translating ; prov:wasDerivedFrom ex:poem ; prov:wasAttributedTo ex:ada .`,
  },
  sosa: {
    said: `ex:observation a sosa:Observation ; sosa:madeBySensor ex:thermometer ; sosa:hasFeatureOfInterest ex:core-7 ;
      sosa:usedProcedure ex:protocol ; sosa:hasResult ex:reading ; sosa:resultTime "2026-01-02T00:00:00Z"^^xsd:dateTime .
      ex:thermometer a sosa:Sensor . ex:core-7 a sosa:Sample ; sosa:isSampleOf ex:glacier . ex:reading a sosa:Result . ex:protocol a sosa:Procedure .`,
    follows: `ex:observation a prov:Activity ; prov:wasAssociatedWith ex:thermometer ; prov:used ex:core-7 ;
      prov:endedAtTime "2026-01-02T00:00:00Z"^^xsd:dateTime . ex:reading a prov:Entity ; prov:wasGeneratedBy ex:observation .
      ex:core-7 prov:wasDerivedFrom ex:glacier . ex:thermometer a prov:Agent . ex:protocol a prov:Plan .`,
  },
  wfprov: {
    said: `ex:step-run a wfprov:ProcessRun ; wfprov:usedInput ex:sequence ; wfprov:wasPartOfWorkflowRun ex:run ;
      wfprov:describedByProcess ex:step ; wfprov:wasEnactedBy ex:engine . ex:run a wfprov:WorkflowRun ; wfprov:describedByWorkflow ex:workflow .
      ex:sequence a wfprov:Artifact . ex:hit a wfprov:Artifact ; wfprov:wasOutputFrom ex:step-run . ex:engine a wfprov:WorkflowEngine .
      ex:workflow a wfdesc:Workflow ; wfdesc:hasSubProcess ex:step . ex:step a wfdesc:Process .`,
    follows: `ex:step-run a prov:Activity ; prov:used ex:sequence ; prov:wasAssociatedWith ex:engine . ex:run a prov:Activity .
      ex:hit a prov:Entity ; prov:wasGeneratedBy ex:step-run . ex:engine a prov:SoftwareAgent . ex:workflow a prov:Plan .`,
  },
  "workflow-run-ro-crate": {
    said: `ex:run a schema:CreateAction ; schema:instrument ex:workflow ; schema:object ex:input ; schema:result ex:output ; schema:agent ex:ada ;
      schema:startTime "2026-01-02T00:00:00Z"^^xsd:dateTime ; wfrun:containerImage ex:image . ex:image a wfrun:ContainerImage .
      ex:workflow a schema:MediaObject, schema:SoftwareSourceCode, bioschemas:ComputationalWorkflow ; bioschemas:input ex:parameter .
      ex:parameter a bioschemas:FormalParameter . ex:input a schema:MediaObject . ex:output a schema:MediaObject . ex:ada a schema:Person .`,
    follows: `ex:run a prov:Activity ; prov:used ex:input, ex:workflow, ex:image ; prov:wasAssociatedWith ex:ada ;
      prov:startedAtTime "2026-01-02T00:00:00Z"^^xsd:dateTime . ex:output a prov:Entity ; prov:wasGeneratedBy ex:run .
      ex:workflow a prov:Plan . ex:ada a prov:Person . ex:parameter a prov:Entity .`,
  },
};
